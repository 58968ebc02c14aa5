namespace RsCard.Students.Web.Localization;

/// <summary>The pages where it is decided who may do what.</summary>
public static class StaffTexts
{
    public static readonly Phrase Title = new("Personal och roller", "Staff and roles");
    public static readonly Phrase Intro = new(
        "Grupper i katalogen ger rollerna: hsa-team, study-administrators-KOD och card-station-KOD. Här kan en roll också ges eller tas utan att katalogen ändras, och en person stängas av. Det gäller från personens nästa klick.",
        "Groups of the directory give the roles: hsa-team, study-administrators-CODE and card-station-CODE. Here a role can also be given or taken without a change in the directory, and a person shut out. It counts from the person's next click.");

    public static readonly Phrase Find = new("Namn eller användarnamn", "Name or user name");
    public static readonly Phrase FindHint = new("Någon som inte har en roll än hittas med hela användarnamnet.", "Somebody without a role yet is found by the whole user name.");
    public static readonly Phrase Search = new("Sök", "Search");
    public static readonly Phrase Nobody = new("Ingen passar in på {0}. Sök på en del av namnet, eller på hela användarnamnet.", "Nobody fits {0}. Search for a part of the name, or for the whole user name.");
    public static readonly Phrase Roles = new("Roller", "Roles");
    public static readonly Phrase NoRole = new("ingen roll", "no role");
    public static readonly Phrase SignedIn = new("Senast inloggad", "Last signed in");
    public static readonly Phrase MaySignIn = new("får logga in", "may sign in");
    public static readonly Phrase Disabled = new("avstängd", "shut out");
    public static readonly Phrase DisabledBy = new("Avstängd {0} av {1}.", "Shut out {0} by {1}.");
    public static readonly Phrase UserName = new("Användarnamn", "User name");
    public static readonly Phrase Team = new("HSA-gruppen", "The HSA team");
    public static readonly Phrase Administrator = new("Studieadministratör", "Study administrator");
    public static readonly Phrase Station = new("Kortstation", "Card station");
    public static readonly Phrase TeamHint = new("Ser alla studenter och sköter administrationen.", "Sees all students and does the administration.");
    public static readonly Phrase ByGroup = new("gruppen i katalogen ger den", "the group of the directory gives it");
    public static readonly Phrase GivenBy = new("given här av {0} {1}", "given here by {0} {1}");
    public static readonly Phrase TakenBy = new("tagen här av {0} {1}, fast gruppen i katalogen ger den", "taken here by {0} {1}, though the group of the directory gives it");
    public static readonly Phrase NotInDirectory = new(
        "Katalogen har ingen anställd med det användarnamnet nu. Personen kan inte logga in.",
        "The directory has no employee of that user name now. The person can't sign in.");

    public static readonly Phrase Save = new("Spara rollerna", "Save the roles");
    public static readonly Phrase RolesSaved = new("Rollerna för {0} är sparade och gäller från personens nästa klick.", "The roles of {0} are saved and count from the person's next click.");
    public static readonly Phrase DisableTitle = new("Stäng av", "Shut out");
    public static readonly Phrase DisableHint = new(
        "Personens inloggningar avslutas vid nästa klick, på alla noder, och nya nekas. Rollerna ligger kvar om personen släpps in igen. Kontot i katalogen rörs inte.",
        "The person's sessions end at the next click, on every node, and new ones are refused. The roles stay for when the person is let in again. The account in the directory isn't touched.");

    public static readonly Phrase Disable = new("Stäng av {0}", "Shut out {0}");
    public static readonly Phrase Enable = new("Släpp in {0} igen", "Let {0} in again");
    public static readonly Phrase IsDisabled = new("{0} är avstängd.", "{0} is shut out.");
    public static readonly Phrase IsEnabled = new("{0} får logga in igen.", "{0} may sign in again.");
    public static readonly Phrase Overtaken = new(
        "Någon annan ändrade något för personen medan du hade sidan öppen (ADMIN-001). Inget av ditt är sparat: se hur det står nu och gör om det.",
        "Somebody else changed something for the person while you had the page open (ADMIN-001). Nothing of yours is saved: see how it stands now and do it again.");

    public static readonly Phrase LastOfTeam = new(
        "Personen är den sista i HSA-gruppen som kan logga in (ADMIN-002). Ge någon annan rollen först.",
        "The person is the last of the HSA team who may sign in (ADMIN-002). Give somebody else the role first.");

    public static readonly Phrase About = new("Vem som får göra vad, och vem som är avstängd.", "Who may do what, and who is shut out.");
}
