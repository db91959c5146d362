menu-releases = Diffusion
menu-partner = Vos chiffres

release-title = Diffusion
release-lead = Ce que reçoivent les partenaires et le public. Chaque tableau passe par le contrôle de confidentialité, puis reste tel qu’il a été diffusé.
release-none = Rien n’a encore été diffusé.
release-ask = Diffuser { $year }, { $quarters }
release-revise = Réviser { $year }
release-waits = En préparation. Rechargez la page dans un instant.
release-made = Diffusé le { $date }.
release-revision = Révision { $number }.
release-refused-table = Ce tableau ne peut pas être établi : ni lieu, ni catégorie.
release-refused-broken = Ce tableau n’a pas pu être établi. Prévenez la personne qui administre Parvis.
release-refused-changed = Les chiffres déjà diffusés de cette année ont changé : ils attendent la révision annuelle.
release-refused-unprotected = Rien n’a été diffusé : avec ce qui l’a déjà été, un chiffre ne pouvait plus être protégé. Attendez la fin de l’année.
refusal-release-series = Ce tableau n’existe pas, ou personne ne le lit.
refusal-release-nothing-new = Il n’y a rien de nouveau à diffuser : tout ce qui est terminé l’a été. Une année se révise une fois par an.
refusal-release-reader = Cette personne n’a pas le rôle de partenaire. Donnez-le-lui d’abord, page Équipe.
refusal-release-operator = Cet organisme n’est pas au catalogue.

release-by-category = Par motif
release-category = Motif
release-category-caption = Visites par motif, tout le réseau
release-by-place = Par lieu
release-place = Lieu
release-place-caption = Visites par région, département et lieu, tous motifs
release-empty = { $n ->
    [one] { $count } ligne sans aucune visite n’est pas montrée ; elle est dans les fichiers.
   *[other] { $count } lignes sans aucune visite ne sont pas montrées ; elles sont dans les fichiers.
}
release-period = Période
release-visits = Visites
release-service = Service rendu
release-service-words = Part des visites dont toutes les demandes ont abouti, et durée moyenne, par lieu et par trimestre. « ± » dit de combien de points l’arrondi a pu déplacer la part.
release-service-none = Trop peu de visites pour en dire une part ou une durée.
release-resolved = Abouties
release-minutes = Minutes
release-years = Années
release-rules = Comment lire ce tableau
release-rule-visit = Une visite compte une fois, sous le motif de sa première demande. Les visites sans demande enregistrée n’y sont pas.
release-rule-round = Chaque nombre est arrondi à un multiple de cinq, totaux compris : une somme peut différer de son total. Zéro est exact.
release-rule-frozen = Ce qui est diffusé ne change plus : les corrections, et les lieux ouverts depuis, entrent avec la révision annuelle.
release-why-protected = protégé
release-why-protected-words = – le chiffre est retenu pour que personne ne soit reconnu, ni un partenaire deviné : trop peu de visites, un autre organisme qui domine, ou un chiffre voisin à protéger.
release-why-single-agent = à l’année
release-why-single-agent-words = – un seul agent travaille dans ce lieu : ses chiffres ne sont donnés qu’à l’année.
release-why-sensitive = réseau
release-why-sensitive-words = – motif sensible : donné pour tout le réseau et l’année seulement.
release-files = Fichiers
release-csv = CSV (virgules, RFC 4180)
release-spreadsheet = CSV pour tableur (points-virgules)
release-json = JSON, avec les noms des codes
release-parquet = Parquet

release-readers = Qui lit quoi
release-readers-words = Une personne qui a le rôle de partenaire ne voit que les tableaux de son organisme.
release-readers-none = Personne n’a encore le rôle de partenaire. Invitez quelqu’un, page Équipe.
release-reader = Personne
release-operator = Organisme
release-reader-add = Laisser lire
release-reader-end = Ne plus laisser lire

release-audit = Ce qui est retenu
release-audit-words = { $withheld } chiffres retenus sur { $figures }. La raison exacte reste dans l’équipe.
release-audit-none = Aucun chiffre n’est retenu.
release-cause = Raison
release-figures = Chiffres
release-cause-few = Moins de onze visites
release-cause-dominated = Un autre organisme domine
release-cause-idle = Personne n’est venu, et l’agent est seul
release-cause-complementary = Protège un chiffre voisin
release-cause-single-agent = Un seul agent
release-cause-sensitive = Motif sensible

release-facts = Toutes les demandes
release-facts-words = Chaque demande telle que les chiffres la connaissent, sans personne, sans note et sans nom d’agent. Ce fichier n’est pas contrôlé : il reste dans l’Union.
release-facts-year = Demandes de { $year } (Parquet)

open-title = Données ouvertes
open-lead = Les visites reçues dans le réseau, par motif, par lieu et par trimestre.
open-none = Rien n’a encore été publié.
open-package = Descripteur (Data Package)
open-licence = Licence Ouverte 2.0

partner-title = Vos chiffres
partner-lead = Les visites qui vous concernent, après le contrôle de confidentialité. Les autres partenaires n’y apparaissent pas.
partner-needs = Ce que vous avez signalé
partner-operators = Organismes
partner-nobody = Aucun organisme ne vous est encore attribué. Demandez-le à l’Union.
partner-none = Rien n’a encore été diffusé pour vous.
