using RsCard.Students.Web.Pages.Shared;

namespace RsCard.Students.Web.Health;

/// <summary>Room on a disk of this node.</summary>
public sealed record DiskSpace(string Name, long FreeMegabytes, int PercentFree)
{
    private const long Little = 1024;
    private const long VeryLittle = 200;
    private const int LittlePercent = 5;

    public Tone Tone => FreeMegabytes < VeryLittle ? Tone.Bad : FreeMegabytes < Little || PercentFree < LittlePercent ? Tone.Note : Tone.Good;

    /// <summary>The disks that folders lie on, each once; a folder that can't be looked at is left out.</summary>
    public static IEnumerable<DiskSpace> Of(IEnumerable<string> folders)
    {
        var drives = DriveInfo.GetDrives().Where(drive => drive.IsReady).ToList();
        return folders
            .Select(folder => drives.Where(drive => IsBelow(Path.GetFullPath(folder), drive.Name)).MaxBy(drive => drive.Name.Length))
            .OfType<DriveInfo>()
            .DistinctBy(drive => drive.Name)
            .Where(drive => drive.TotalSize > 0)
            .Select(drive => new DiskSpace(drive.Name, drive.AvailableFreeSpace / (1024 * 1024), (int)(drive.AvailableFreeSpace * 100 / drive.TotalSize)));
    }

    private static bool IsBelow(string path, string root) => path.StartsWith(root, StringComparison.Ordinal);
}
