using RsCard.Students.Editing;

namespace RsCard.Students.Institutions;

/// <summary>A university or school that sends students.</summary>
/// <param name="Code">For example <c>LU</c>: stands in the directory's groups and with lists, and never changes.</param>
/// <param name="Email">Where its study administrators are told of rejected rows, questions and what is overdue.</param>
/// <param name="IsActive">Whether it may send lists. What was sent before goes on.</param>
/// <param name="HeaderNames">What its lists call a column, beside the names of the list's format: header → column.</param>
/// <param name="Revision">As an editor has read it.</param>
public sealed record Institution(string Code, string Name, string Email, bool IsActive, IReadOnlyDictionary<string, string> HeaderNames, int Revision) : IRevised;
