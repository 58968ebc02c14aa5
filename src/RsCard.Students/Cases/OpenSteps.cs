using RsCard.Students.Runtime.Instances;

namespace RsCard.Students.Cases;

/// <summary>What the runtime waits for, as people are told: one owner a step, the earliest due date first (D-60).</summary>
public static class OpenSteps
{
    private static readonly Dictionary<(string Definition, string Activity), (string Swedish, string English)> Texts = new()
    {
        [("review", "review")] = ("Granskning hos HSA-gruppen", "Review by the HSA team"),
        [("review", "answer")] = ("Svar från studieadministratören", "Answer from the study administrator"),
        [("review", "rejectedMail")] = ("Besked till studieadministratören", "Message to the study administrator"),
        [("review", "askMail")] = ("Fråga till studieadministratören", "Question to the study administrator"),
        [("directory-entry", "write")] = ("Införs i katalogen", "Being entered in the directory"),
        [("directory-entry", "rsIdMail")] = ("Mejl med RSid", "Mail with the RSid"),
        [("directory-entry", "enteredMail")] = ("Mejl: du är rätt införd", "Mail: you are entered right now"),
        [("directory-entry", "ownCardMail")] = ("Mejl: använd kortet du har", "Mail: use the card you have"),
        [("period-extension", "write")] = ("Förlängs i katalogen", "Being extended in the directory"),
        [("photo", "photo")] = ("Foto på en kortstation", "Photo at a card station"),
        [("photo", "validMail")] = ("Mejl: använd kortet du har", "Mail: use the card you have"),
        [("card", "month")] = ("Kortet tillverkas, minst en månad", "The card is being made, at least a month"),
        [("pickup", "expected")] = ("Väntar på kortets nya datum", "Waiting for the card's new date"),
        [("pickup", "readyMail")] = ("Mejl: kortet bör finnas på stationen", "Mail: the card should be at the station"),
        [("pickup", "pickup")] = ("Kortet hämtas på samma station", "The card is fetched at the same station"),
        [("pickup", "delayedMail")] = ("Mejl: kortet är försenat", "Mail: the card is delayed"),
        [("placement", "wait14")] = ("Påminnelse 14 dagar före placeringen", "Reminder 14 days before the placement"),
        [("placement", "wait10")] = ("Påminnelse 10 dagar före placeringen", "Reminder 10 days before the placement"),
        [("placement", "wait7")] = ("Påminnelse 7 dagar före placeringen", "Reminder 7 days before the placement"),
        [("placement", "waitPassed")] = ("Sista dagen att lämna RSid till enheten", "Last day to give the RSid to the unit"),
        [("passport-copy", "awaitedMail")] = ("Mejl: en vidimerad passkopia behövs", "Mail: a certified passport copy is needed"),
        [("passport-copy", "copy")] = ("Vidimerad passkopia från studieadministratören", "Certified passport copy from the study administrator"),
        [("passport-copy", "decision")] = ("Passkopian kontrolleras av HSA-gruppen", "The HSA team verifies the passport copy"),
        [("passport-copy", "rejectedMail")] = ("Mejl: vad som är fel med passkopian", "Mail: what is wrong with the passport copy"),
        [("reserve-card", "card")] = ("Reservkort hämtas på en kortstation", "Reserve card at a card station"),
        [("reserve-card-renewal", "wait")] = ("Reservkortets certifikat gäller", "The reserve card's certificate is valid"),
        [("reserve-card-renewal", "studentMail")] = ("Mejl: certifikatet går ut", "Mail: the certificate ends"),
        [("reserve-card-renewal", "administratorMail")] = ("Mejl till studieadministratören: certifikatet går ut", "Mail to the study administrator: the certificate ends"),
        [("reserve-card-renewal", "supervisorMail")] = ("Mejl till handledaren: certifikatet går ut", "Mail to the supervisor: the certificate ends"),
        [("reserve-card-renewal", "renewal")] = ("Certifikatet ska förnyas", "The certificate is to be renewed"),
        [("personal-number-arrived", "write")] = ("Personnumret införs i katalogen", "The personal number is being entered in the directory"),
        [("personal-number-arrived", "mail")] = ("Mejl: ansök om ett vanligt kort", "Mail: apply for an ordinary card"),
        [("vdi-order", "missingMail")] = ("Mejl: enhetens adress saknas", "Mail: the unit's address is missing"),
        [("vdi-order", "unitAddress")] = ("Enhetens e-postadress behövs", "The unit's e-mail address is needed"),
        [("vdi-order", "orderMail")] = ("Mejl till enheten om VDI", "Mail to the unit about VDI"),
        [("vdi-order", "vdi")] = ("Enheten beställer VDI", "The unit orders VDI"),
        [("vdi-order", "lastDay")] = ("Sista dagen att beställa VDI", "Last day to order VDI"),
        [("vdi-order", "administratorMail")] = ("Mejl: VDI saknas", "Mail: VDI is missing"),
        [("vdi-order", "hsaMail")] = ("Mejl till HSA-gruppen: VDI saknas", "Mail to the HSA team: VDI is missing"),
        [("vdi-order", "unitMail")] = ("Påminnelse till enheten om VDI", "Reminder to the unit about VDI"),
        [("unit-address-repair", "address")] = ("Enhetens e-postadress fungerar inte: en annan behövs", "The unit's e-mail address doesn't work: another is needed"),
        [("unit-address-repair", "over")] = ("Placeringen pågår", "The placement goes on"),
        [("supervisor-address-repair", "address")] = ("Handledarens e-postadress fungerar inte: en annan behövs", "The supervisor's e-mail address doesn't work: another is needed"),
        [("supervisor-address-repair", "over")] = ("Placeringen pågår", "The placement goes on"),
        [("day-one-checklist", "supervisorAddress")] = ("Handledarens e-postadress behövs", "The supervisor's e-mail address is needed"),
        [("day-one-checklist", "over")] = ("Placeringen pågår", "The placement goes on"),
        [("day-one-checklist", "wait")] = ("Checklista till handledaren", "Checklist to the supervisor"),
        [("day-one-checklist", "mail")] = ("Mejl: checklista till handledaren", "Mail: checklist to the supervisor"),
        [("placement-private-unit", "over")] = ("Placeringen pågår", "The placement goes on"),
        [("placement-halmstad", "over")] = ("Placeringen pågår", "The placement goes on"),
        [("placement-handover", "handoverMail")] = ("Lämnas över till Halmstad", "Being handed over to Halmstad"),
        [("placement-handover", "receipt")] = ("Halmstad bekräftar mottagandet", "Halmstad confirms the receipt"),
        [("placement-handover", "lastDay")] = ("Sista dagen för Halmstads bekräftelse", "Last day for Halmstad's confirmation"),
        [("placement-handover", "reminderMail")] = ("Påminnelse till Halmstad", "Reminder to Halmstad"),
        [("study-break", "begunMail")] = ("Mejl: studieuppehållet är noterat", "Mail: the break is noted"),
        [("study-break", "breakEnd")] = ("Studieuppehåll: meddela när studenten är tillbaka", "Break in studies: say when the student is back"),
        [("study-break", "overMail")] = ("Mejl: välkommen tillbaka", "Mail: welcome back"),
        [("address-repair", "bouncedMail")] = ("Mejl: studentens adress fungerar inte", "Mail: the student's address doesn't work"),
        [("address-repair", "newAddress")] = ("Studentens nya e-postadress behövs", "The student's new e-mail address is needed"),
        [("address-repair", "rsIdMail")] = ("Mejl med RSid till den nya adressen", "Mail with the RSid to the new address"),
        [("closing", "endedInBreakMail")] = ("Mejl: perioden slutade under uppehållet", "Mail: the period ended during the break"),
        [("period-end", "wait")] = ("Perioden pågår", "The period goes on"),
        [("closing", "closeEntry")] = ("Avslutas i katalogen", "Being closed in the directory"),
        [("withdrawal", "closeEntry")] = ("Avslutas i katalogen", "Being closed in the directory"),
        [("withdrawal", "withdrawnMail")] = ("Mejl: du har slutat", "Mail: you have left"),
        [("directory-entry", "renewalMail")] = ("Mejl: dina uppgifter har kommit in", "Mail: your data have come in"),
        [("pickup", "transferredMail")] = ("Mejl: kortet flyttas till en annan station", "Mail: the card goes to another station"),
        [("card-replacement", "blockedMail")] = ("Mejl: kortet är spärrat", "Mail: the card is blocked"),
        [("card-replacement", "neededMail")] = ("Mejl: ett nytt kort behövs", "Mail: a new card is needed"),
        [("card-suspension", "suspendedMail")] = ("Mejl: kortet är spärrat tills vidare", "Mail: the card is blocked for now"),
        [("card-suspension", "found")] = ("Spärrat kort: hittat, eller spärras för gott", "Blocked card: found, or blocked for good"),
        [("card-suspension", "foundMail")] = ("Mejl: kortet gäller igen", "Mail: the card is valid again"),
        [("pin-reorder", "orderedMail")] = ("Mejl: nytt pinkodskuvert", "Mail: new PIN envelope"),
        [("pin-reorder", "envelope")] = ("Pinkodskuvertet är på väg", "The PIN envelope is on its way"),
        [("name-change", "decision")] = ("Nytt namn: beslut hos HSA-gruppen", "New name: decision by the HSA team"),
        [("name-change", "write")] = ("Namnet ändras i katalogen", "The name is being changed in the directory"),
        [("name-change", "changedMail")] = ("Mejl: namnet är ändrat", "Mail: the name is changed"),
        [("name-change", "rejectedMail")] = ("Besked till studieadministratören", "Message to the study administrator"),
        [("card-expiry", "studentMail")] = ("Mejl: kortet går snart ut", "Mail: the card ends soon"),
        [("card-expiry", "administratorMail")] = ("Mejl till studieadministratören: kortet går snart ut", "Mail to the study administrator: the card ends soon"),
        [("card-return", "cancel")] = ("Kort på väg avbeställs", "A card on its way is cancelled"),
        [("card-return", "returnMail")] = ("Mejl: lämna tillbaka kortet", "Mail: give the card back"),
        [("card-return", "return")] = ("Kortet lämnas på en kortstation", "The card is left at a card station"),
        [("card-activation", "order")] = ("Beställ aktivering av kortet", "Order the activation of the card"),
        [("card-activation", "orderMail")] = ("Mejl till it-avdelningen", "Mail to the IT department"),
        [("card-activation", "activation")] = ("Kortet aktiveras", "The card is being activated"),
        [("card-activation", "activatedMail")] = ("Mejl: kortet är aktivt", "Mail: the card is active"),
        [("home-delivery", "month")] = ("Kortet tillverkas, minst en månad", "The card is being made, at least a month"),
        [("home-delivery", "expected")] = ("Väntar på kortets nya datum", "Waiting for the card's new date"),
        [("home-delivery", "sentMail")] = ("Mejl: kortet skickas hem", "Mail: the card is sent home"),
        [("home-delivery", "activation")] = ("Kortet aktiveras på en kortstation", "The card is activated at a card station"),
    };

    /// <summary>Waits until something is over: no step to people, as long as there is another.</summary>
    private static readonly HashSet<(string Definition, string Activity)> Background =
        [("period-end", "wait"), ("placement-private-unit", "over"), ("placement-halmstad", "over"), ("unit-address-repair", "over"),
        ("supervisor-address-repair", "over"), ("day-one-checklist", "over"), ("reserve-card-renewal", "wait")];

    /// <summary>What people call a step; null for one that only its definition names.</summary>
    public static (string Swedish, string English)? FindText(string definitionId, string activityId) =>
        Texts.TryGetValue((definitionId, activityId), out var text) ? text : null;

    /// <summary>
    /// Steps that wait for a child, and listeners that are nobody's turn, aren't steps to people; nor are the waits for the end of a
    /// period, a placement or a certificate, as long as there is another.
    /// </summary>
    public static IReadOnlyList<CaseStep> Of(IEnumerable<OpenStep> open)
    {
        var steps =
            from step in open
            where step.Kind != OpenStepKind.Child && step.Owner != Owners.Nobody
            let text = Texts.GetValueOrDefault((step.DefinitionId, step.ActivityId), (step.ActivityName, step.ActivityName))
            orderby step.DueBy is null, step.DueBy, step.Since
            select new CaseStep(
                step.InstanceId,
                step.DefinitionId,
                step.DefinitionHash,
                step.ActivityId,
                text.Item1,
                text.Item2,
                step.Owner ?? (step.Kind == OpenStepKind.Timer ? Owners.Calendar : Owners.System),
                step.Since,
                step.DueBy);
        var all = steps.ToList();
        var others = all.FindAll(step => !Background.Contains((step.DefinitionId, step.ActivityId)));
        return others.Count > 0 ? others : all;
    }
}
