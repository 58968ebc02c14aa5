using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using RsCard.Students.Status;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Accounts;
using RsCard.Students.Web.Localization;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Web.Pages.Submissions;

/// <summary>What would become of a list, in business words, before anything happens; sent when confirmed (D-2).</summary>
[Authorize(StaffRoles.StudyAdministrator)]
public sealed class PreviewModel(SubmissionReceiver receiver, PendingLists kept, ContactOptions contacts, PageLanguage language) : PageModel
{
    public required PendingList List { get; set; }

    public bool IsJudged => List.Judged.IsCompleted;

    /// <summary>Null while the rows are gone through, and when the directory doesn't answer.</summary>
    public SubmissionAnswer? Answer { get; private set; }

    /// <summary>The file can't be read, so there is nothing to send.</summary>
    public bool IsRefused => List.Preview?.Refusal is not null;

    public IActionResult OnGet(string pending)
    {
        if (kept.Look(User.Actor(), pending) is not { } list)
            return LocalRedirect("/lists/send?refused=" + SendModel.Gone);

        if (list.SentAs is { } id)
            return LocalRedirect($"/lists/{id}");

        List = list;
        if (list.Preview is { Refusal: { } refusal })
            ModelState.AddModelError("List", SendModel.SayRefusal(refusal, language));
        else
            Answer = list.Preview?.In(language.Code, contacts);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string pending)
    {
        if (kept.Look(User.Actor(), pending) is not { } list || !User.Staff().Institutions.Contains(list.Institution))
            return LocalRedirect("/lists/send?refused=" + SendModel.Gone);

        // Whoever closes the page now has sent the list.
        var receipt = await list.SendOnceAsync(() => receiver.ReceiveAsync(list.Institution, list.Bytes, list.FileName, User.Actor(), CancellationToken.None));

        // What can't be read was refused before: only settings that changed meanwhile, and another file that was chosen, lead to the form.
        return LocalRedirect(receipt is Receipt.Received(var id) ? $"/lists/{id}" : "/lists/send?refused=" + SendModel.Gone);
    }
}
