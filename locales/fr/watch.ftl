# Ce que disent les commandes de la veille, et les signaux.
watch-unread = { $file }, ligne { $line } : ce n’est pas la forme attendue d’un dossier de cas.
watch-scored = { $series } séries, { $nights } nuits, { $signals } signaux en { $seconds } s.
watch-fault-date = ligne { $line } laissée de côté : « { $what } » n’est pas une date.
watch-fault-count = ligne { $line } laissée de côté : « { $what } » n’est pas un nombre de passages.
watch-fault-future = ligne { $line } laissée de côté : le { $what } n’est pas encore venu.
watch-fault-long-ago = ligne { $line } laissée de côté : le { $what } est trop ancien pour être une date juste.
watch-fault-twice = ligne { $line } laissée de côté : le { $what } a déjà son compte plus haut.
watch-more-faults = { $n ->
    [one] … et encore une ligne laissée de côté.
   *[other] … et encore { $count } lignes laissées de côté.
}
watch-nothing-read = aucune ligne de ce fichier ne donne une date et un nombre de passages. Exemple : 2026-03-02,41.
watch-days-read = { $n ->
    [one] Un jour lu,
   *[other] { $count } jours lus,
}
watch-span = du { $first } au { $last }.
watch-missing-days = { $n ->
    [one] Un jour d’ordinaire ouvert n’a pas de ligne : il est pris pour un jour fermé.
   *[other] { $count } jours d’ordinaire ouverts n’ont pas de ligne : ils sont pris pour des jours fermés.
}
watch-zeros = { $n ->
    [one] Un jour d’ordinaire ouvert compte 0 passage : il est pris comme tel, et non pour un jour fermé.
   *[other] { $count } jours d’ordinaire ouverts comptent 0 passage : ils sont pris comme tels, et non pour des jours fermés.
}
watch-no-zone = Sans zone scolaire (--zone), les vacances ne sont pas prises en compte.
watch-too-young = { $n ->
    [0] Aucun jour ouvert : il n’y a rien à dire.
    [one] Un seul jour ouvert : la veille ne dit que les pannes avant le soixantième.
   *[other] { $count } jours ouverts seulement : la veille ne dit que les pannes avant le soixantième.
}
watch-calm = Rien à signaler : aucun écart ne dépasse ce que le hasard explique.
watch-kind-spike = Bien plus de visites que prévu
watch-kind-drop = Bien moins de visites que prévu
watch-kind-outage = Rien n’a été compté
watch-kind-outage-partial = Moins de la moitié des visites attendues ont été comptées
watch-kind-shift-up = Les visites ont augmenté
watch-kind-shift-down = Les visites ont baissé
watch-kind-drift-up = Les visites augmentent peu à peu
watch-kind-drift-down = Les visites baissent peu à peu
watch-kind-emergence = Un besoin qui monte
watch-kind-weekday = Les jours de la semaine se répartissent autrement
watch-episode = { $what } (vu le { $seen }). Depuis le { $since } ({ $n ->
    [one] 1 jour ouvert
   *[other] { $n } jours ouverts
  }) : { $observed } passages pour { $expected } attendus ({ $change }).
watch-episode-weekday = { $what } (vu le { $seen }), depuis le { $since } au moins.
watch-foreseen-total = { $n ->
    [one] Au prochain jour ouvert : { $total } passages attendus.
   *[other] Sur les { $n } prochains jours ouverts : { $total } passages attendus.
}
watch-foreseen = { $day } : { $expected } (de { $low80 } à { $high80 } quatre fois sur cinq ; de { $low95 } à { $high95 } dix-neuf fois sur vingt)

watch-up-to-date = Toutes les journées finies ont été regardées.
watch-elsewhere = Un autre serveur est en train de regarder.
watch-nothing-recorded = Rien n’a encore été enregistré.
watch-nights-run = Nuits regardées : { $nights }, jusqu’au { $day }. { $series } séries, { $signals } signaux la dernière nuit, en { $seconds } s.

# Les pages de la veille
watch-title = Veille
watch-lead = Chaque nuit, ce que chacun de vos lieux a reçu est comparé à ce qu’il reçoit d’habitude. Ce qui s’en écarte plus que le hasard ne l’explique est ici, en attente de votre réponse.
watch-lead-board = Chaque nuit, ce que chaque lieu a reçu est comparé à ce qu’il reçoit d’habitude. Voici ce qui s’en écarte le plus nettement, dans les lieux et dans tout le réseau.
watch-method = Notre méthode
watch-back = Toute la veille
watch-not-yet = La veille n’a pas encore regardé
watch-not-yet-words = Elle regarde chaque nuit la journée qui vient de finir, dès qu’il y a des visites enregistrées. Revenez demain.
watch-replays = La veille relit toute l’histoire, à la demande de quelqu’un ou parce que sa méthode a changé. Ses signaux reviennent dès qu’elle a fini.
watch-late = La veille n’a pas regardé ces derniers jours : ce qui suit date de la dernière nuit qu’elle a vue.
watch-calm-title = Rien d’inhabituel
watch-calm-words = Aucun écart ne dépasse ce que le hasard explique, ou tout a reçu sa réponse.
watch-to-read = { $n ->
    [one] Un signal à lire
   *[other] { $count } signaux à lire
}
watch-more = { $n ->
    [one] Un autre signal à lire
   *[other] { $count } autres signaux à lire
}
watch-following = { $n ->
    [one] Un thème va avec les visites de son lieu
   *[other] { $count } thèmes vont avec les visites de leur lieu
}
watch-of-directors = { $n ->
    [one] Un signal moins net, montré à la direction du lieu
   *[other] { $count } signaux moins nets, montrés à la direction de chaque lieu
}
watch-answered = { $n ->
    [one] Un signal a sa réponse
   *[other] { $count } signaux ont leur réponse
}
watch-silent = { $n ->
    [one] Un lieu n’enregistre plus, ou presque plus
   *[other] { $count } lieux n’enregistrent plus, ou presque plus
}
watch-silent-words = Les portes étaient ouvertes selon les horaires, et presque rien n’est arrivé : un poste en panne, un réseau coupé, une fermeture qui n’a pas été annoncée…
watch-carried = Surtout :
watch-carrier = { $name } ({ $n })
watch-carriers = Ce qui porte l’écart
watch-carriers-words = Par rapport à la part habituelle de chacun sur les douze semaines d’avant.
watch-carried-words = { $counted } pour { $expected } d’habitude
watch-read = Voir et répondre
watch-looked = Dernière journée regardée : { $day }. { $places } ouverts, { $series } séries suivies, en { $seconds } s.
watch-look-now = Regarder maintenant
watch-visits = Visites
watch-theme-up = { $what } : plus de demandes
watch-theme-down = { $what } : moins de demandes
watch-theme-spike = { $what } : pic de demandes
watch-theme-drop = { $what } : creux de demandes
watch-theme-weekday = { $what } : d’autres jours de la semaine
watch-gap = { $n ->
    [one] Le { $since } : { $counted } pour { $expected } attendues ({ $change }).
   *[other] Depuis le { $since }, sur { $n } jours d’ouverture : { $counted } pour { $expected } attendues ({ $change }).
}
watch-gap-weekday = Depuis le { $since } au moins, la semaine garde son total mais ses jours se répartissent autrement.
watch-new = presque jamais vu avant
watch-times = { $count } fois l’attendu
watch-network-stable = Le réseau est stable.
watch-network-moves = Sur les mêmes jours, le réseau fait { $change } par rapport à ce qu’on attendait ; l’écart en tient compte.
watch-calendar-silent = Le calendrier n’explique pas l’écart.
watch-calendar-says = Le calendrier dit : { $what }.
watch-certain = Presque certain
watch-very-likely = Très probable
watch-likely = Probable, à confirmer
watch-seen-still = Vu depuis la nuit du { $first }, toujours là
watch-seen-once = Vu la nuit du { $night }
watch-seen-until = Vu de la nuit du { $first } à celle du { $last }
watch-marked = l’écart
watch-usual = variation habituelle
watch-expected = attendu
watch-counted = Compté
watch-usual-from = Habituel, de
watch-usual-to = à
watch-chart = Un point par jour d’ouverture. La bande montre la variation habituelle, dix-neuf jours sur vingt ; un losange est un jour en dehors.
watch-earlier = Avant, ici
watch-answers = Réponses
watch-answer = Répondre
watch-answer-again = Ajouter une réponse
watch-verdict = Qu’en dites-vous ?
watch-verdict-explained = Expliqué
watch-verdict-explained-hint = On sait pourquoi.
watch-verdict-acted = Suivi d’effet
watch-verdict-acted-hint = Quelque chose a été fait.
watch-verdict-irrelevant = Sans intérêt
watch-verdict-irrelevant-hint = Rien à en dire.
refusal-watch-verdict-missing = Choisissez ce que vous en dites.
watch-words = En quelques mots
watch-words-hint = Ce qui l’explique, ou ce qui a été fait. Sans nom de personne.
refusal-watch-words-missing = Écrivez en quelques mots ce qui l’explique, ou ce qui a été fait.
refusal-watch-words-long = Mille lettres au plus : résumez.
watch-event = Le noter au calendrier, { $days }, comme
watch-event-none = Ne pas le noter
refusal-watch-event-words = Écrivez en quelques mots ce qu’il faut noter au calendrier.
watch-say = Enregistrer la réponse
watch-method-lead = Une attention soutenue à toute fluctuation, sans crier au loup : voici comment la veille compare, combien de fois elle se trompe, et ce qu’elle ne promet pas.
watch-method-what = Ce qui est comparé
watch-method-what-1 = Chaque nuit, nous comparons les 1 à 42 derniers jours d’ouverture avec ce que ce lieu, ces jours de semaine, ces horaires et ces vacances reçoit d’habitude, corrigé de ce que fait tout le réseau. Nous parlons quand l’écart est plus grand que le hasard ne l’explique.
watch-method-what-2 = Sont suivies les visites de chaque lieu, ses demandes thème par thème, et les mêmes pour tout le réseau, opérateur par opérateur aussi. Un jour férié, un jour de fermeture annoncé ne comptent pas pour zéro ; une demi-journée n’est pas une baisse. Un lieu compte dans le réseau entier une fois ses soixante premiers jours d’ouverture passés : qu’il ouvre ou qu’il ferme n’est ni une hausse ni une baisse de la demande.
watch-method-when = Quand elle parle
watch-method-when-1 = Les soixante premiers jours d’ouverture d’un lieu, elle apprend et se tait, sauf si plus rien n’est enregistré. Ensuite, une baisse ou une hausse de 40 % se voit en général en une semaine ou deux, une de 15 % en un mois ou deux.
watch-method-when-2 = La direction d’un lieu voit tous ses signaux. L’Union voit les plus nets, et ceux du réseau entier. Une réponse reste attachée à la série, quoi que disent les nuits suivantes.
watch-method-wrong = Combien de fois elle se trompe
watch-method-wrong-1 = Sur des milliers de lieux simulés dont nous connaissions la vérité, les visites d’un lieu donnent environ 0,8 faux signal par an, et un thème 0,15, soit un tous les six ans environ. Un lieu qui suit quatre-vingts thèmes en verra donc une dizaine par an qui ne veulent rien dire : c’est le prix pour voir tôt ceux qui comptent.
watch-method-wrong-2 = Ces chiffres ont été mesurés sur { $seeds } réseaux simulés qui n’avaient pas servi au réglage ; la mesure se refait avec la commande « parvis watch score ».
watch-method-wrong-3 = Nous n’annonçons pas de « taux de fausses découvertes » : les mêmes comparaisons se répètent nuit après nuit, et aucun calcul honnête ne le garantit.
watch-method-sees = Ce qu’elle voit bien
watch-method-sees-1 = Un lieu qui n’enregistre plus, dès la première nuit. Une hausse ou une baisse durable. Une dérive lente. Un jour de semaine qui en remplace un autre. Un besoin nouveau.
watch-method-sees-2 = Une campagne d’impôts qui revient chaque année n’est pas une nouveauté la deuxième fois.
watch-method-limits = Ce qu’elle ne promet pas
watch-method-limits-1 = Un pic de 60 % ou un creux de moitié sur un seul jour se noie souvent dans les variations ordinaires.
watch-method-limits-2 = Elle ne connaît que le calendrier qu’on lui donne : une fermeture qui n’est pas annoncée ressemble à une panne, une année scolaire sans table rend les vacances inconnues, et la marge s’élargit d’autant.
watch-method-limits-3 = Dans un réseau de moins de huit lieux, un changement commun à tous se lit comme un changement de chacun.
watch-method-limits-4 = Un écart n’est pas une cause. Les thèmes, les opérateurs et les dates qu’elle montre à côté sont des pistes ; la réponse vient de ceux qui sont sur place.
watch-method-people = Et les personnes ?
watch-method-people-1 = Aucune personne reçue n’est connue de la veille : elle lit des comptes.
watch-method-people-2 = Aucun agent n’est suivi : une série compte ce qu’un lieu a reçu, jamais ce que quelqu’un a fait.

# Les semaines à venir
rota-title = Prévision des postes
rota-lead = Les quatre semaines à venir, demi-heure par demi-heure : combien de visites attendre, et combien de postes pour qu’on n’attende pas trop.
rota-nothing = Pas encore de prévision
rota-nothing-words = La veille doit avoir regardé ce lieu au moins une nuit. Revenez demain.
rota-minutes = { $n ->
    [one] { $count } minute
   *[other] { $count } minutes
}
rota-share = Reçus à temps
rota-wait = Attente au plus
rota-headline = { $visits } attendues sur les { $n } prochains jours d’ouverture.
rota-no-past = Il manque des tickets d’attente pour dire combien de postes il faut : seules les visites attendues sont indiquées.
rota-past = Postes pour que { $share } des personnes attendent au plus { $minutes }. D’après { $n } tickets des six derniers mois : { $service } minutes au poste en moyenne.
rota-week = Semaine du { $day }
rota-expected = Visites attendues
rota-desks = Postes
rota-range = de { $low } à { $high }
rota-cell = { $visits } visites attendues
rota-how = Les visites d’un jour viennent de la prévision de la veille ; la fourchette contient quatre jours sur cinq. Elles se répartissent entre les demi-heures comme celles du même jour de la semaine depuis six mois.
rota-how-desks = Le nombre de postes vient du modèle Erlang-A (C. Palm, 1957 ; O. Garnett, A. Mandelbaum et M. Reiman, 2002) : des arrivées au hasard, des durées au poste variables, des personnes qui repartent quand l’attente est trop longue. Les durées et la patience sont celles des tickets du lieu. C’est un repère, pas une consigne : il ne sait rien des rendez-vous, ni de qui sait faire quoi. Un poste est compté tenu sans interruption : ajoutez les pauses et les absences. Mesuré sur 180 jours simulés de 15 lieux : avec le nombre proposé, 5,5 % des visites attendent plus de dix minutes quand tous les postes sont tenus (10 % au plus étaient visés), et 15 % avec les pauses et les absences.

# La lettre de la semaine
watch-week-subject = Veille, { $week } : { $signals } à lire
watch-week-title = La veille, { $week }
watch-week-n = { $n ->
    [one] { $count } signal
   *[other] { $count } signaux
}
watch-week-lead = { $n ->
    [one] Cette semaine, un écart attend votre réponse.
   *[other] Cette semaine, { $count } écarts attendent votre réponse.
}
watch-week-finding = { $place } : { $what }. { $gap }
watch-week-more = { $n ->
    [one] Et un autre, moins net, dans Parvis.
   *[other] Et { $count } autres, moins nets, dans Parvis.
}
watch-week-simulated = Démonstration : cette activité est simulée.
watch-week-bars = Visites de chaque jour, et ce qui était attendu
watch-week-bar = { $counted } (attendu { $expected })
