using Coffer.Domain.Reach;

namespace Coffer.Domain.Tests.Reach;

public class FileFolderTests
{
    [Theory]
    [InlineData("/mnt/ids", "coffer", true)]
    [InlineData("/mnt/ids", "team-a", false)]
    [InlineData("team-a=/mnt/ids", "team-a", true)]
    [InlineData("team-a=/mnt/ids", "team-b", false)]
    [InlineData("team-a=/mnt/ids", "coffer", false)]
    [InlineData("*=/mnt/ids/", "team-b", true)]
    public void A_folder_is_for_the_manifests_of_the_namespace_that_it_is_opened_to(string entry, string ns, bool opened) =>
        Assert.Equal(opened, FileFolder.Parse(entry).Folder!.IsFor(ns, "coffer"));

    [Theory]
    [InlineData("mnt/ids")]
    [InlineData("/mnt/../etc")]
    [InlineData("=/mnt")]
    [InlineData("/")]
    [InlineData("/var")]
    [InlineData("/var/run/secrets")]
    [InlineData("/run/secrets/kubernetes.io/serviceaccount")]
    [InlineData("/proc/self")]
    [InlineData("/sys")]
    [InlineData("//proc")]
    [InlineData("/./proc//self")]
    [InlineData("/run//secrets/./kubernetes.io")]
    public void What_is_no_folder_or_holds_the_operators_own_files_is_refused(string entry)
    {
        var (folder, flaw) = FileFolder.Parse(entry);

        Assert.Null(folder);
        Assert.Contains(entry.TrimStart('='), flaw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mnt/ids/a", true)]
    [InlineData("/mnt/ids", true)]
    [InlineData("/mnt/ids-of-others/a", false)]
    [InlineData("/mnt", false)]
    public void Below_is_told_by_whole_segments(string path, bool below) => Assert.Equal(below, FileFolder.IsBelow(path, "/mnt/ids"));
}
