"""Other ways out of the plan: CSV, the charts as pictures, slides, a page to print, JSON."""

from lib.handouts.client_csv import client_csv
from lib.handouts.pictures import picture, picture_archive, pictures
from lib.handouts.plan_json import plan_json
from lib.handouts.print_page import print_page
from lib.handouts.slides import slides

__all__ = ["client_csv", "picture", "picture_archive", "pictures", "plan_json", "print_page", "slides"]
