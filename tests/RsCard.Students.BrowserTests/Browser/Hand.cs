using System.Globalization;
using Microsoft.Playwright;
using RsCard.Students.Web.Localization;

namespace RsCard.Students.BrowserTests.Browser;

/// <summary>How somebody uses a page.</summary>
public enum Way
{
    Mouse,

    /// <summary>Tab, Enter, Space, arrows and letters alone; each stop on the way has to show where one is.</summary>
    Keyboard,

    /// <summary>With the mouse, in a browser that runs no script.</summary>
    NoScript,
}

/// <summary>Somebody at a window who knows only what the screen says: what is pressed and filled in is found by its text.</summary>
internal sealed class Hand(Window window, Way way, string language)
{
    /// <summary>More stops than any page has.</summary>
    private const int MostStops = 400;

    public IPage Page => window.Page;

    /// <summary>A text as this person reads it.</summary>
    public string this[Phrase phrase, params object[] values] => string.Format(CultureInfo.InvariantCulture, phrase.In(language), values);

    public Task GoAsync(string path) => Page.GotoAsync(path);

    public Task PressAsync(Phrase button, params object[] values) => PressAsync(Button(this[button, values]));

    public Task FollowAsync(Phrase link, params object[] values) => FollowAsync(this[link, values]);

    public Task FollowAsync(string link) => PressAsync(Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = link, Exact = true }).First);

    public ILocator Button(string text) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = text, Exact = true }).First;

    public async Task PressAsync(ILocator target)
    {
        if (way != Way.Keyboard)
        {
            await target.ClickAsync();
            return;
        }

        await ReachAsync(target);
        await Page.Keyboard.PressAsync("Enter");
    }

    public async Task TypeAsync(ILocator field, string text)
    {
        if (way != Way.Keyboard)
        {
            await field.FillAsync(text);
            return;
        }

        await ReachAsync(field);
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync(text);
        Assert.Equal(text, await field.InputValueAsync());
    }

    public Task TypeAsync(Phrase label, string text) => TypeAsync(Field(label), text);

    /// <summary>A checkbox or a choice of several.</summary>
    public async Task TickAsync(ILocator box)
    {
        if (way != Way.Keyboard)
        {
            await box.CheckAsync();
            return;
        }

        await ReachAsync(box);
        if (!await box.IsCheckedAsync())
            await Page.Keyboard.PressAsync("Space");
        Assert.True(await box.IsCheckedAsync());
    }

    public Task ChooseAsync(Phrase label, Phrase option) => ChooseAsync(Field(label), option);

    public async Task ChooseAsync(ILocator list, Phrase option)
    {
        if (way != Way.Keyboard)
        {
            await list.SelectOptionAsync(new SelectOptionValue { Label = this[option] });
            return;
        }

        await ReachAsync(list);
        await Page.Keyboard.TypeAsync(this[option]);
        Assert.Equal(this[option], await list.EvaluateAsync<string>("list => list.selectedOptions[0].label"));
    }

    public Task DayAsync(Phrase label, DateOnly day) => DayAsync(Field(label), day);

    public async Task DayAsync(ILocator field, DateOnly day)
    {
        if (way != Way.Keyboard)
        {
            await field.FillAsync(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return;
        }

        // The parts stand as the browser's own language has them; the run starts it in American English.
        await ReachAsync(field);
        await Page.Keyboard.TypeAsync(day.ToString("MMddyyyy", CultureInfo.InvariantCulture));
        Assert.Equal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), await field.InputValueAsync());
    }

    public async Task GiveAsync(ILocator field, FilePayload file)
    {
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => PressAsync(field));
        await chooser.SetFilesAsync(file);
    }

    /// <summary>Waits until the page says it.</summary>
    public Task ReadAsync(Phrase text, params object[] values) => ReadAsync(this[text, values]);

    public Task ReadAsync(string text) => Page.GetByText(text).First.WaitForAsync();

    public ILocator Field(Phrase label) => Page.GetByLabel(this[label], new PageGetByLabelOptions { Exact = true }).First;

    /// <summary>Goes from stop to stop until the target has focus. Every stop has to be visible as such.</summary>
    private async Task ReachAsync(ILocator target)
    {
        await target.WaitForAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            var here = await target.EvaluateAsync<string>(
                """
                target => {
                    const at = document.activeElement;
                    if (at && at !== document.body) {
                        const style = getComputedStyle(at);
                        const box = at.getBoundingClientRect();
                        const outlined = at.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                        const calendar = at.type === 'date' && !at.matches(':focus-visible'); // its button: a stop of the browser's own, which outlines itself
                        if (!(outlined || calendar) || box.bottom <= 0 || box.top >= innerHeight)
                            return 'unseen: ' + at.outerHTML.slice(0, 200);
                    }
                    if (at === target)
                        return 'there';
                    return at && at.type === 'radio' && at.name === target.name && at.form === target.form ? 'beside' : 'on';
                }
                """);
            Assert.False(here.StartsWith("unseen", StringComparison.Ordinal), here);
            if (here == "there")
                return;

            await Page.Keyboard.PressAsync(here == "beside" ? "ArrowDown" : "Tab");
        }

        Assert.Fail($"can't be reached by keyboard: {target}");
    }
}
