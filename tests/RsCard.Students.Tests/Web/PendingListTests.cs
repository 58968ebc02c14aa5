using RsCard.Students.Database;
using RsCard.Students.Submissions;
using RsCard.Students.Web.Submissions;

namespace RsCard.Students.Tests.Web;

/// <summary>A file between preview and confirmation: whole as long as it is being sent, and nothing of it afterwards.</summary>
public sealed class PendingListTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];
    private readonly PendingLists kept = new(TimeProvider.System);

    [Fact]
    public async Task File_that_is_being_sent_stays_whole_when_another_is_chosen_and_is_wiped_after()
    {
        var list = Keep();
        var begun = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var sending = list.SendOnceAsync(async () =>
        {
            begun.SetResult();
            await end.Task;
            Assert.Equal(Content, list.Bytes);
            return new Receipt.Received(new SubmissionId(Guid.NewGuid()));
        });
        await begun.Task;

        Assert.NotNull(kept.Keep("staff:karber", "LU", "andra.csv", [4]));
        Assert.Equal(Content, list.Bytes);
        end.SetResult();

        Assert.IsType<Receipt.Received>(await sending);
        Assert.All(list.Bytes, one => Assert.Equal(0, one));
    }

    [Fact]
    public async Task File_that_was_wiped_is_not_sent()
    {
        var list = Keep();
        Assert.NotNull(kept.Keep("staff:karber", "LU", "andra.csv", [4]));

        Assert.Null(await list.SendOnceAsync(() => throw new InvalidOperationException("sent")));
    }

    [Fact]
    public async Task File_whose_sending_failed_can_be_sent_again_until_another_is_chosen()
    {
        var list = Keep();
        await Assert.ThrowsAsync<IOException>(() => list.SendOnceAsync(() => throw new IOException()));
        Assert.Equal(Content, list.Bytes);
        Assert.IsType<Receipt.Received>(await list.SendOnceAsync(() => Task.FromResult<Receipt>(new Receipt.Received(new SubmissionId(Guid.NewGuid())))));
        Assert.All(list.Bytes, one => Assert.Equal(0, one));

        var failing = Keep();
        await Assert.ThrowsAsync<IOException>(() => failing.SendOnceAsync(() =>
        {
            kept.Drop(failing);
            throw new IOException();
        }));
        Assert.All(failing.Bytes, one => Assert.Equal(0, one));
    }

    public void Dispose() => kept.Dispose();

    private PendingList Keep() => kept.Keep("staff:karber", "LU", "lista.csv", [.. Content]) ?? throw new InvalidOperationException("no room");
}
