namespace RsCard.Students.Web.Pages.Cards;

/// <summary>What came of a step at the counter, for <c>_Confirmation</c>: so large that the student reads it too.</summary>
/// <param name="Next">Where the next student begins.</param>
/// <param name="TakesFocus">Enter goes on to the next student.</param>
public sealed record Confirmation(SaidAtDesk Said, string Name, string Next, bool TakesFocus = true);
