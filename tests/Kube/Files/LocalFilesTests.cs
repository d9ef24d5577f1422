using Coffer.Contracts;
using Coffer.Kube.Files;

namespace Coffer.Kube.Tests.Files;

public sealed class LocalFilesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();
    private readonly LocalFiles _files = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_regular_file_is_read_also_through_a_link()
    {
        var file = Path.Combine(_directory.FullName, "id");
        await File.WriteAllTextAsync(file, "secret-id");
        var link = Path.Combine(_directory.FullName, "link");
        File.CreateSymbolicLink(link, file);

        Assert.True((await _files.ReadAsync(link, default)).TryGet(out var content, out _));
        Assert.Equal("secret-id"u8.ToArray(), content.ToArray());
    }

    [Theory]
    [InlineData("relative/id")]
    [InlineData("")]
    [InlineData("/tmp/../etc/hosts")]
    [InlineData("/proc/self/environ")]
    [InlineData("//proc/self/environ")]
    [InlineData("/dev/zero")]
    [InlineData("/var/run/secrets/kubernetes.io/serviceaccount/token")]
    [InlineData("/run/./secrets/kubernetes.io/serviceaccount/token")]
    [InlineData("/no/such/file")]
    [InlineData("/tmp")]
    public async Task Other_paths_are_refused(string path)
    {
        Assert.Equal(FailureKind.Misconfigured, (await _files.ReadAsync(path, default)).Failure!.Kind);
    }

    [Fact]
    public async Task A_link_does_not_lead_out_of_bounds()
    {
        var link = Path.Combine(_directory.FullName, "link");
        File.CreateSymbolicLink(link, "/proc/self/environ");

        Assert.Contains("out of bounds", (await _files.ReadAsync(link, default)).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_one_mebibyte_is_refused()
    {
        var file = Path.Combine(_directory.FullName, "big");
        await File.WriteAllBytesAsync(file, new byte[1024 * 1024 + 1]);

        Assert.Contains("1 MiB", (await _files.ReadAsync(file, default)).Failure!.Message, StringComparison.Ordinal);
    }
}
