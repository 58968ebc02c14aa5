namespace RsCard.Students.Web.Localization;

/// <summary>The accessibility statement that the law asks of public bodies (EN 301 549, WCAG 2.1 AA).</summary>
public static class AccessibilityTexts
{
    public static readonly Phrase Title = new("Tillgänglighet", "Accessibility");
    public static readonly Phrase Heading = new("Tillgänglighets\u00adredogörelse för Studentkort", "Accessibility statement for Student cards");
    public static readonly Phrase Intro = new(
        "Alla ska kunna använda sidorna: på liten skärm, med bara tangentbord, med skärmläsare, med förstorad text och utan skript.",
        "Everybody should be able to use these pages: on a small screen, with the keyboard alone, with a screen reader, with enlarged text and without script.");

    public static readonly Phrase How = new("Hur tillgängliga sidorna är", "How accessible the pages are");
    public static readonly Phrase HowText = new(
        "Sidorna byggs efter lagen om tillgänglighet till digital offentlig service: standarden EN 301 549, som bygger på WCAG 2.1 nivå AA.",
        "The pages are built to the Swedish act on accessibility of digital public services: the standard EN 301 549, which rests on WCAG 2.1 level AA.");

    public static readonly Phrase Works = new("Det här ska fungera överallt", "This should work everywhere");
    public static readonly Phrase Keyboard = new("Allt går att göra med tangentbordet, och det syns var du är.", "Everything can be done with the keyboard, and you see where you are.");
    public static readonly Phrase Zoom = new("Texten kan förstoras till 200 procent och sidan blir 320 punkter smal utan att du rullar i sidled.", "Text can be enlarged to 200 percent, and the page can be 320 pixels narrow, without sideways scrolling.");
    public static readonly Phrase Colour = new("Färg är aldrig det enda som säger något. Ljust och mörkt utseende följer din enhet.", "Colour is never the only thing that tells. Light and dark follow your device.");
    public static readonly Phrase Errors = new("Fel står överst på sidan och vid fältet, och säger vad du gör.", "Errors stand at the top of the page and by the field, and say what to do.");
    public static readonly Phrase Time = new("En inloggning gäller i 60 minuter från det du gjorde senast. Studentens länk kräver ingen inloggning.", "A sign-in lasts for 60 minutes from what you did last. The student's link needs no sign-in.");

    public static readonly Phrase Lacks = new("Brister som vi känner till", "Shortcomings that we know of");
    public static readonly Phrase LacksCharts = new(
        "Flödesbilderna på ett ärende har namn på engelska och kan behöva rullas i sidled. Samma sak står som lista under varje bild.",
        "The flowcharts of a case have English names and may need sideways scrolling. The same stands as a list below each chart.");

    public static readonly Phrase LacksTrail = new(
        "Händelserna på ett ärende visar uppgifter i teknisk form.",
        "The audit trail of a case shows facts in a technical form.");

    public static readonly Phrase LacksCopies = new(
        "Passkopior är bilder som andra har skickat. De har ingen text som en skärmläsare kan läsa; uppgifterna som behövs står bredvid.",
        "Passport copies are pictures that others have sent. They have no text for a screen reader; the facts that are needed stand beside them.");

    public static readonly Phrase LacksAudit = new(
        "Sidorna har inte granskats av någon utanför projektet. Bedömningen är vår egen, med automatiska prov och genom att använda sidorna med tangentbord.",
        "Nobody outside the project has reviewed the pages. The assessment is our own, by automatic checks and by using the pages with the keyboard.");

    public static readonly Phrase Report = new("Säg till om något inte fungerar", "Tell us if something doesn't work");
    public static readonly Phrase ReportText = new("Skriv vad du ville göra, på vilken sida, och med vilken enhet. Skriv inget personnummer. Mejla", "Write what you wanted to do, on which page, and with which device. Write no personal number. Mail");
    public static readonly Phrase ReportPhone = new("eller ring {0}. Du kan också få uppgifterna på ett annat sätt.", "or call {0}. You can also have the information in another way.");
    public static readonly Phrase Supervision = new("Tillsyn", "Supervision");
    public static readonly Phrase SupervisionText = new(
        "Myndigheten för digital förvaltning (Digg) har tillsyn. Är du inte nöjd med hur vi tog emot det du påpekade kan du anmäla det till Digg.",
        "The Agency for Digital Government (Digg) supervises. If you aren't content with how we received what you told us, you can report it to Digg.");
}
