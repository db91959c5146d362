public-skip = انتقل إلى المحتوى
public-language = اللغة
public-demonstration = عرض تجريبي: النشاط محاكاة.
public-title = { $place } – مساعدة مجانية
public-description = نساعدكم مجانًا في أوراقكم وفواتيركم والإنترنت. العنوان، أوقات العمل، الهاتف.
public-help-free = نساعدكم مجانًا
public-lead = الأوراق، الفواتير، الإنترنت. تعالوا بدون موعد.
public-lead-appointment = الأوراق، الفواتير، الإنترنت. يمكنكم حجز موعد.
public-open = مفتوح
public-open-until = مفتوح حتى الساعة { $time }
public-closed = مغلق
public-opens-at = مغلق. يفتح الساعة { $time }
public-opens-tomorrow = مغلق. يفتح غدًا الساعة { $time }
public-opens-weekday = مغلق. يفتح يوم { $weekday } الساعة { $time }
public-opens-day = مغلق. يفتح في { $day } الساعة { $time }
public-uncertain = الأوقات غير مؤكدة: اتصلوا بنا قبل المجيء
public-hours-unknown = اتصلوا بنا لمعرفة أوقات العمل
public-stage-project = هذا المكان قيد الإعداد. لا يستقبل الزوار بعد.
public-stage-opening = سيفتح هذا المكان قريبًا. لا يستقبل الزوار بعد.
public-stage-closed = أُغلق هذا المكان نهائيًا.
public-last-day = يُغلق هذا المكان نهائيًا مساء { $day } { $year }.
public-wait-below =
    { $high ->
        [few] الانتظار الآن: أقل من { $high } دقائق
       *[other] الانتظار الآن: أقل من { $high } دقيقة
    }
public-wait-between =
    { $high ->
        [few] الانتظار الآن: بين { $low } و{ $high } دقائق
       *[other] الانتظار الآن: بين { $low } و{ $high } دقيقة
    }
public-waiting =
    { $n ->
        [0] لا أحد ينتظر الآن
        [one] شخص واحد ينتظر الآن
        [two] شخصان ينتظران الآن
        [few] { $n } أشخاص ينتظرون الآن
        [many] { $n } شخصًا ينتظرون الآن
       *[other] { $n } شخص ينتظرون الآن
    }
public-call = اتصلوا بنا
public-directions = الطريق إلينا
public-directions-hint = تُفتح الخريطة على OpenStreetMap.
public-help-title = نساعدكم في
public-family-electricite = الكهرباء والغاز
public-family-eau = الماء
public-family-telecom = الهاتف والإنترنت
public-family-courrier = الرسائل والطرود
public-family-banque = البنك والميزانية
public-family-mobilite = المواصلات
public-family-famille = الأسرة والإعانات (CAF)
public-family-sante = الصحة والإعاقة والتقاعد
public-family-emploi = العمل والتدريب
public-family-papiers = الأوراق والإقامة والقضاء
public-family-impots = الضرائب والسكن
public-family-lien = الحاسوب والحياة الاجتماعية
public-bring-title = ماذا تحضرون معكم
public-bring-identity = وثيقة هوية أو تصريح إقامة
public-bring-letter = الرسالة أو الفاتورة
public-bring-phone = هاتفكم وعنوان بريدكم الإلكتروني، إن وُجدا
public-bring-numbers = أرقامكم: الضمان الاجتماعي، CAF، الضرائب
public-bring-anyway = تنقصكم ورقة؟ تعالوا على أي حال.
public-hours-title = أوقات العمل
public-day-closed = مغلق
public-day-long = 24 ساعة
public-to-confirm = للتأكيد
public-today = اليوم
public-apart-title = أيام خاصة
public-from-to = من { $from } إلى { $to }
public-holiday = عطلة رسمية
public-busy-title = متى تأتون؟
public-busy-lead = حسب زيارات الاثني عشر شهرًا الماضية.
public-busy-day = اليوم
public-busy-level-1 = هادئ نسبيًا
public-busy-level-2 = مزدحم
public-busy-level-3 = مزدحم جدًا
public-busy-none = خانة فارغة: مغلق، أو زيارات أقل من أن تدل على شيء.
public-busy-unknown = لا معلومات
public-busy-calm = هادئ نسبيًا: { $when }
public-busy-full = مزدحم جدًا: { $when }
public-busy-when = { $weekday } حوالي { $time }
public-where-title = كيف تصلون إلينا
public-address = العنوان
public-phone = الهاتف
public-mail = البريد
public-stops-title = أين تجدوننا
public-stops-none = لا توجد محطة مقررة حاليًا.
public-footer = Parvis، برنامج حر في خدمة أماكن الوساطة
public-about = معلومات ومصادر
public-kiosk-title = شاشة الاستقبال
public-kiosk-waiting = أشخاص ينتظرون
public-kiosk-start = خذوا رقمًا
public-kiosk-why = ما سبب زيارتكم؟
public-kiosk-unknown = شيء آخر، أو لا أعرف
public-kiosk-priority = لي الأولوية
public-kiosk-priority-who = حمل، إعاقة، تقدّم في السن
public-kiosk-listen = استمع
public-kiosk-back = رجوع
public-kiosk-anonymous = لا نطلب اسمكم.
public-kiosk-number = رقمكم
public-kiosk-call = سننادي على هذا الرقم.
public-kiosk-follow = تابعوا دوركم على هاتفكم
public-kiosk-type = أو اكتبوا هذا الرمز في هذا العنوان:
public-kiosk-done = انتهيت
public-kiosk-away = الشاشة لا تستجيب. توجّهوا إلى الاستقبال.
public-kiosk-closed = هذه الشاشة لا تعطي أرقامًا. توجّهوا إلى الاستقبال.
public-kiosk-busy = أُخذت هنا أرقام كثيرة جدًا. توجّهوا إلى الاستقبال.
public-kiosk-early = { $state }. يمكنكم أخذ رقم: سننادي عليه عند الافتتاح.
public-kiosk-late = { $state }. الرقم الذي يؤخذ الآن صالح لليوم فقط.
public-line-below =
    { $high ->
        [few] الانتظار: أقل من { $high } دقائق
       *[other] الانتظار: أقل من { $high } دقيقة
    }
public-line-between =
    { $high ->
        [few] الانتظار: بين { $low } و{ $high } دقائق
       *[other] الانتظار: بين { $low } و{ $high } دقيقة
    }
public-line-before =
    { $n ->
        [0] دوركم قريب.
        [one] شخص واحد قبلكم
        [two] شخصان قبلكم
        [few] { $n } أشخاص قبلكم
        [many] { $n } شخصًا قبلكم
       *[other] { $n } شخص قبلكم
    }
public-ticket-number = الرقم { $number }
public-ticket-find = متابعة رقمي
public-ticket-code = رمزكم
public-ticket-hint = يظهر على الشاشة أو يُعطى لكم في الاستقبال: أربعة حروف أو أرقام، ثم شرطة، ثم أربعة أخرى.
public-ticket-open = عرض رقمي
public-ticket-unknown = هذا الرمز لا يقود إلى أي رقم لهذا اليوم. تحقّقوا منه أو اسألوا في الاستقبال.
public-ticket-too-many =
    { $minutes ->
        [one] محاولات كثيرة من هذا الاتصال. حاولوا بعد دقيقة، أو اسألوا في الاستقبال.
        [two] محاولات كثيرة من هذا الاتصال. حاولوا بعد دقيقتين، أو اسألوا في الاستقبال.
        [few] محاولات كثيرة من هذا الاتصال. حاولوا بعد { $minutes } دقائق، أو اسألوا في الاستقبال.
       *[other] محاولات كثيرة من هذا الاتصال. حاولوا بعد { $minutes } دقيقة، أو اسألوا في الاستقبال.
    }
public-ticket-waiting = أنتم في الانتظار
public-ticket-called = حان دوركم!
public-ticket-served = يتم استقبالكم
public-ticket-held = زيارتكم متوقفة مؤقتًا
public-ticket-over = انتهت زيارتكم. إلى اللقاء!
public-ticket-left = غادرتم الطابور. للعودة، خذوا رقمًا آخر.
public-ticket-order = قد يتغير الترتيب: لبعض الأشخاص الأولوية.
public-ticket-valid = صالح لهذا اليوم فقط.
public-ticket-leave = سأغادر
public-ticket-leave-sure = سيُلغى رقمكم.
public-ticket-leave-yes = نعم، سأغادر
public-ticket-away = انقطع الاتصال. استمعوا إلى النداء في القاعة.
public-ticket-refresh = تحديث
public-date = { $weekday } { $day } { $month }
public-day-month = { $day } { $month }
public-weekday-1 = الاثنين
public-weekday-2 = الثلاثاء
public-weekday-3 = الأربعاء
public-weekday-4 = الخميس
public-weekday-5 = الجمعة
public-weekday-6 = السبت
public-weekday-7 = الأحد
public-month-1 = يناير
public-month-2 = فبراير
public-month-3 = مارس
public-month-4 = أبريل
public-month-5 = مايو
public-month-6 = يونيو
public-month-7 = يوليو
public-month-8 = أغسطس
public-month-9 = سبتمبر
public-month-10 = أكتوبر
public-month-11 = نوفمبر
public-month-12 = ديسمبر
public-all-places = جميع الأماكن
public-open-data = بيانات مفتوحة
public-list-title = ابحثوا عن مكان قريب منكم
public-list-search = المدينة أو الرمز البريدي أو المقاطعة
public-list-button = بحث
public-list-none = لا يوجد مكان مطابق. جرّبوا اسم مدينة مجاورة.
public-list-more = تظهر أول { $n } أماكن فقط: حددوا بحثكم.
