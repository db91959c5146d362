refusal-entry-unknown-code = « { $code } » n’est pas une valeur connue pour « { $name } ».
refusal-entry-minutes = La durée s’écrit en minutes, de 0 à { $longest }.
refusal-entry-visit-withdrawn = Cette visite a été annulée : enregistrez la demande dans une nouvelle visite.
refusal-entry-other-visit = Une demande ne change pas de visite. Annulez-la et enregistrez-la à nouveau.
refusal-entry-withdrawn = Cette saisie a déjà été annulée.
refusal-entry-not-yours = Cette saisie a été faite par une autre personne : demandez à votre direction de la corriger.
refusal-entry-month-closed = Ce mois est clos : indiquez la raison de la correction.
