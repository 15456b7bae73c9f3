"""What was planned against what was done: who is late, and what did the tail really take?"""

import streamlit as st

from lib.base.clock import today
from lib.follow_up.charts import month_table, months_followed
from lib.follow_up.progress import progress
from lib.follow_up.sentences import late_sentences, progress_sentences
from lib.follow_up.tables import people_progress, tier_progress
from lib.follow_up.widgets import client_list, next_year, people_of_the_file, returned_files, year_choice
from lib.people.widgets import assigned
from lib.screen.frame import draw, open_page, require_clients, say, show, tell
from lib.screen.state import current_result

texts = open_page("follow_up")
clients = require_clients(texts)
result = current_result(clients)
if not result.plan.team.people:
    say(texts, "follow_up.no_people")
    people_of_the_file(texts, clients)
    st.page_link("pages/services.py", label=texts("follow_up.to_people"), icon=":material/arrow_back:")
    st.stop()
returned_files(texts)
if not result.plan.follow_up.contacts:
    say(texts, "follow_up.empty")
    for step in ("first", "second", "third"):
        st.markdown(texts(f"follow_up.step.{step}"))
    st.page_link("pages/plan.py", label=texts("follow_up.to_plan"), icon=":material/arrow_back:")
    st.stop()
assignment = assigned(texts, result)
followed = progress(result, assignment, today())
tell(texts, [*progress_sentences(result, followed, texts), *late_sentences(followed, texts)])
year_choice(texts)
draw(months_followed, texts, months=month_table(followed, texts))
st.caption(texts("follow_up.chart.how"))
st.header(texts("follow_up.by_tier"), anchor=False)
show(tier_progress(result, followed, texts))
st.header(texts("follow_up.by_person"), anchor=False)
show(people_progress(followed, texts))
st.header(texts("follow_up.by_client"), anchor=False)
client_list(texts, result, (followed, assignment))
st.header(texts("follow_up.next.title"), anchor=False)
next_year(texts, followed)
