# Les besoins que rien ne couvre
need-title = Besoins
need-lead = Ce qui manque autour des lieux, d’où que cela vienne : une ligne notée à l’accueil, un thème qui monte, l’observation d’un partenaire ou de l’État. Chaque besoin est vu, étudié, puis reçoit sa réponse, montrée à ceux qui l’ont signalé.
need-stage-seen = Vu
need-stage-seen-hint = Quelqu’un l’a lu.
need-stage-studied = À l’étude
need-stage-studied-hint = On cherche ce qui peut être fait.
need-stage-answered = Répondu
need-stage-answered-hint = Ce qui est décidé ou fait est dit à ceux qui l’ont signalé.
need-column-seen = Vus
need-column-studied = À l’étude
need-column-answered = Répondus
need-column-empty = Aucun pour l’instant.
need-none = Aucun besoin pour l’instant
need-none-words = À l’accueil, un point d’exclamation suivi d’une ligne signale ce qui manque : « ! plus de bus après 18 heures ».
need-notes = { $n ->
    [one] { $count } signalement
   *[other] { $count } signalements
}
need-notes-in = { $notes } dans { $places }
need-observations = { $n ->
    [one] { $count } observation
   *[other] { $count } observations
}
need-from-rise = des demandes qui montent
need-from-union = ouvert par l’Union
need-quoted = « { $words } »
need-alike = { $times } fois dans { $places }, { $days }
need-words-gone = (ligne effacée)
need-not-sorted = Pas encore lu par l’Union.
need-set-aside-told = Lu par l’Union, sans suite pour l’instant.
need-own = Ce que vous avez signalé
need-own-words = Vous seul voyez ici que ces lignes sont de vous.
need-answered = Un besoin que vous avez signalé a sa réponse : « { $need } ».
need-answered-more = { $n ->
    [one] Un besoin que vous avez signalé a sa réponse.
   *[other] { $count } besoins que vous avez signalés ont leur réponse.
}
need-withdraw = Retirer
need-near = Signalé dans vos lieux
need-source-partner = Partenaire
need-source-state = État
need-source-local = Collectivité
need-source-other = Autre
need-to-sort = À trier
need-to-sort-none = Rien n’attend.
need-to-sort-words = Cochez ce qui parle de la même chose.
need-which = Le rattacher à
need-new = un nouveau besoin
need-name = Nom du besoin
need-name-hint = Pour un nouveau besoin, en quelques mots.
need-gather = Rattacher
need-set-aside = Sans suite
need-rising = Ce qui monte
need-rising-words = Les thèmes dont tout le réseau parle davantage, et les mots de « Autre » qui reviennent plus souvent qu’avant, dans plusieurs lieux.
need-rising-none = Rien ne monte de façon nette.
need-rising-places = En hausse dans { $more } lieux sur { $of }.
need-rising-other = Autre : « { $words } »
need-times = { $n ->
    [0] jamais
    [one] une fois
   *[other] { $count } fois
}
need-rising-said = Ces huit semaines : { $recent }, dans { $places }. Les seize d’avant : { $before }.
need-make = En faire un besoin
need-observe = Noter une observation
need-source = De qui
need-operator = Partenaire
need-operator-none = Aucun
need-who = Qui le dit
need-who-hint = Le service ou la fonction, sans nom de personne : « Préfecture du Rhône ».
need-said = Ce qui est observé
need-said-hint = Un partenaire lit ce qui est noté en son nom, et la réponse.
need-day = Le
need-enter = Noter
need-back = Tous les besoins
need-thread = Ce qui en a été dit
need-origins = D’où il vient
need-theme-rose = { $theme } : plus de demandes dans le réseau
need-say-next = La suite
need-stage = Où en est ce besoin ?
need-step = En quelques mots
need-step-hint = Montré à ceux qui l’ont signalé, partenaires compris. Sans nom de personne.
need-say = Enregistrer
need-partner = Ce que vous avez signalé
need-partner-lead = Les besoins que l’Union a notés en votre nom, et ce qu’ils deviennent.
need-partner-none = Rien n’a encore été noté en votre nom. Dites à l’Union ce que vous observez : elle le note ici, et vous y lirez la réponse.
refusal-need-nothing = Cochez au moins une ligne.
refusal-need-unknown = Ce besoin n’existe plus : choisissez-en un autre, ou ouvrez-en un nouveau.
refusal-need-source = Choisissez de qui vient l’observation.
refusal-need-operator = Choisissez le partenaire qui l’a dit.
refusal-need-future = Ce jour n’est pas encore venu.
refusal-need-stage = Choisissez où en est ce besoin.
refusal-need-of-another = Cette ligne est de quelqu’un d’autre.
refusal-need-gathered = Cette ligne a déjà été rattachée à un besoin : elle n’est plus à retirer.
need-more-wait = Les { $shown } plus récentes, sur { $all } qui attendent.
need-aside = Sans suite
need-which-answered = { $need } (répondu)
need-withdraw-this = Retirer : { $words }
need-make-this = En faire un besoin : { $title }
need-detach = Détacher
need-detach-this = Détacher : { $words }
refusal-need-moved = Quelqu’un vient d’ajouter une suite : lisez-la, puis enregistrez à nouveau la vôtre.
