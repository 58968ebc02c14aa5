namespace RsCard.Students.Web.Localization;

/// <summary>Sign-in, and what is said when a page can't be shown.</summary>
public static class SignInTexts
{
    public static readonly Phrase Title = new("Logga in", "Sign in");
    public static readonly Phrase UserName = new("Användarnamn", "User name");
    public static readonly Phrase Password = new("Lösenord", "Password");
    public static readonly Phrase Intro = new("För HSA-gruppen, studieadministratörer och kortstationer.", "For the HSA team, study administrators and card stations.");
    public static readonly Phrase Failed = new(
        "Det gick inte att logga in. Kontrollera användarnamn och lösenord. Efter flera försök: vänta en halv minut. Saknar du behörighet, hör av dig till HSA-gruppen.",
        "You couldn't be signed in. Check user name and password. After several tries: wait half a minute. If you lack a role, contact the HSA team.");

    public static readonly Phrase StudentHint = new(
        "Är du student? Använd länken i ditt mejl: du behöver inte logga in.",
        "Are you a student? Use the link in your mail: you need not sign in.");

    public static readonly Phrase NotFoundTitle = new("Sidan finns inte", "There is no such page");
    public static readonly Phrase NotFound = new(
        "Kontrollera adressen. En länk i ett mejl kan ha gått ut: använd det senaste mejlet.",
        "Check the address. A link in a mail may have expired: use the newest mail.");

    public static readonly Phrase ForbiddenTitle = new("Du har inte behörighet", "You may not open this");
    public static readonly Phrase Forbidden = new(
        "Sidan hör till en annan roll än din. Behöver du den, hör av dig till HSA-gruppen.",
        "The page belongs to another role than yours. If you need it, contact the HSA team.");

    public static readonly Phrase BadFormTitle = new("Formuläret kunde inte tas emot", "The form couldn't be taken");
    public static readonly Phrase BadForm = new(
        "Det är för gammalt, för stort eller skickades inte från sidan. Inget har ändrats. Gå tillbaka, ladda om sidan och försök igen.",
        "It is too old, too large, or wasn't sent from the page. Nothing was changed. Go back, reload the page and try again.");

    public static readonly Phrase DirectoryDownTitle = new("Katalogen svarar inte", "The directory doesn't answer");
    public static readonly Phrase DatabaseDownTitle = new("Databasen svarar inte", "The database doesn't answer");
    public static readonly Phrase TryLater = new(
        "Inget har gått förlorat. Vänta en stund och försök igen. Fortsätter det, ring servicedesk och uppge koden.",
        "Nothing is lost. Wait a little and try again. If it goes on, call the service desk and give the code.");

    public static readonly Phrase FaultTitle = new("Något gick fel hos oss", "Something went wrong here");
    public static readonly Phrase Code = new("Kod", "Code");
    public static readonly Phrase Trace = new("Spårnummer", "Trace");
    public static readonly Phrase Home = new("Till startsidan", "To the first page");
}
