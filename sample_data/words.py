"""The words the sample files are made of: one trading firm in France, one in Britain, both invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Firm:
    """A trading firm's vocabulary. `trades` gives for each sector what its clients are called."""

    language: str
    seed: int
    money_format: str
    headings: tuple[str, ...]
    sheet: str
    trades: dict[str, tuple[str, ...]]
    largest: tuple[tuple[str, str], ...]
    """Names and sectors of the largest clients, so that no bistro is among them."""
    surnames: tuple[str, ...]
    legal_forms: tuple[str, ...]
    towns: tuple[str, ...]
    managers: tuple[str, ...]
    articles: dict[str, int]
    """Price of each article in cents."""


FRENCH = Firm(
    language="fr",
    seed=20140313,
    money_format='#,##0.00\\ "€"',
    headings=(
        "N° client",
        "Client",
        "Ville",
        "Secteur",
        "Chargé de compte",
        "Commandes 2025",
        "CA 2023",
        "CA 2024",
        "CA 2025",
        "Marge 2025",
        "Heures 2025",
        "Dernière commande",
    ),
    sheet="Clients",
    trades={
        "Restauration": ("Brasserie", "Restaurant", "Traiteur", "Bistrot", "Crêperie", "Pâtisserie"),
        "Hôtellerie": ("Hôtel", "Auberge", "Résidence", "Domaine"),
        "Commerce": ("Boulangerie", "Épicerie", "Maison", "Fromagerie", "Primeurs", "Cave"),
        "Industrie": ("Ateliers", "Conserverie", "Laiterie", "Établissements", "Imprimerie"),
        "Santé": ("Clinique", "Pharmacie", "Laboratoire", "Cabinet"),
    },
    largest=(
        ("Groupe hôtelier Méridiane SA", "Hôtellerie"),
        ("Conserverie du Vidourlenc SAS", "Industrie"),
        ("Aubanelle Restauration collective", "Restauration"),
        ("Cliniques Sainte-Odalie", "Santé"),
        ("Épiceries Courtès Frères SA", "Commerce"),
        ("Laiteries du Haut-Salagou", "Industrie"),
    ),
    surnames=(
        "Lefèvre", "Béranger", "Thévenot", "Garrigue", "Châtelain", "Peyrègne", "Le Goff", "Kerouédan",
        "Noël", "Rozès", "L'Hermite", "Vaïsse", "Saint-Aubin", "Œuvrard", "Montségur", "Delmas",
        "Fauché", "Bréchet", "Crépin", "Guérin", "Hébrard", "Jouvençon", "Lacôte", "Maïstre",
        "Névoret", "Orsèze", "Pradère", "Quéméner", "Rivière", "Sénéchal", "Tréguier", "Urbain",
        "Vézelin", "Wagnère", "Ybarsac", "Zélande", "Aubrac", "Bastidon", "Courtès", "Dorléac",
    ),
    legal_forms=("SARL", "SAS", "SA", "EURL", "& Fils", "Frères", "", "", ""),
    towns=(
        "Montpellier", "Nîmes", "Béziers", "Sète", "Narbonne", "Perpignan", "Alès", "Lunel", "Agde", "Mèze",
    ),
    managers=("Claire Fabre", "Hugo Lemaître", "Inès Morel", "Théo Roussel"),
    articles={
        "Serviettes 2 plis (×2400)": 3890,
        "Gobelets carton 25 cl (×1000)": 4650,
        "Barquettes alu (×500)": 5725,
        "Sacs kraft à poignées (×250)": 3140,
        "Essuie-mains pliés (×3000)": 2995,
        "Savon mousse 5 l": 1845,
        "Gants nitrile (×100)": 690,
        "Film étirable 300 m": 1180,
        "Détergent vaisselle 10 l": 2760,
        "Housses 110 l (×200)": 3355,
        "Nappe en rouleau 25 m": 1515,
        "Étiquettes traçabilité (×1000)": 875,
    },
)  # fmt: skip

BRITISH = Firm(
    language="en",
    seed=20140314,
    money_format="[$£-809]#,##0.00",
    headings=(
        "Client no",
        "Client",
        "Town",
        "Sector",
        "Account manager",
        "Orders 2025",
        "Revenue 2023",
        "Revenue 2024",
        "Revenue 2025",
        "Margin 2025",
        "Hours 2025",
        "Last order",
    ),
    sheet="Clients",
    trades={
        "Catering": ("Brasserie", "Restaurant", "Caterers", "Bistro", "Tea Rooms", "Kitchen"),
        "Hotels": ("Hotel", "Inn", "Lodge", "Manor"),
        "Retail": ("Bakery", "Grocers", "Delicatessen", "Dairy Shop", "Greengrocers", "Wines"),
        "Industry": ("Works", "Cannery", "Creamery", "Packers", "Printers"),
        "Health": ("Clinic", "Pharmacy", "Laboratory", "Surgery"),
    },
    largest=(
        ("Meridane Hotels Group plc", "Hotels"),
        ("Vale of Thorne Cannery Ltd", "Industry"),
        ("Hartscombe Contract Catering", "Catering"),
        ("Saint Odalie Clinics", "Health"),
        ("Cotterell Food Stores plc", "Retail"),
        ("High Quantoxe Creameries", "Industry"),
    ),
    surnames=(
        "Ashdown", "Birkett", "Calloway", "Dunmore", "Ellery", "Fenwick", "Garside", "Hollins",
        "Ingleby", "Jessop", "Kirkbride", "Langstaff", "Marchbank", "Netherby", "O'Riordan", "Penhaligon",
        "Quayle", "Rosewarne", "Saint-John", "Thackwray", "Underhill", "Venables", "Wetherall", "Yarrow",
        "Zeal", "Applegarth", "Brockbank", "Cotterell", "Dalzell", "Entwhistle", "Featherstone", "Greenhalgh",
        "Hathersage", "Illingworth", "Jardine", "Kettlewell", "Lowther", "Musgrave", "Northcott", "Ormerod",
    ),
    legal_forms=("Ltd", "Ltd", "LLP", "& Sons", "Bros", "", "", ""),
    towns=(
        "Bristol", "Bath", "Exeter", "Taunton", "Truro", "Plymouth", "Yeovil", "Poole", "Wells", "Frome",
    ),
    managers=("Alice Barton", "Daniel Hughes", "Priya Nair", "Tom Whitaker"),
    articles={
        "Napkins two-ply (×2400)": 3890,
        "Paper cups 25 cl (×1000)": 4650,
        "Foil trays (×500)": 5725,
        "Kraft carrier bags (×250)": 3140,
        "Folded hand towels (×3000)": 2995,
        "Foam soap 5 l": 1845,
        "Nitrile gloves (×100)": 690,
        "Cling film 300 m": 1180,
        "Washing-up liquid 10 l": 2760,
        "Refuse sacks 110 l (×200)": 3355,
        "Table roll 25 m": 1515,
        "Food labels (×1000)": 875,
    },
)  # fmt: skip

FIRMS = (FRENCH, BRITISH)
