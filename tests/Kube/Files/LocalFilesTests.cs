using Coffer.Contracts;
using Coffer.Domain.Reach;
using Coffer.Kube.Files;
using Coffer.Kube.Tests.Support;

namespace Coffer.Kube.Tests.Files;

public sealed class LocalFilesTests : IDisposable
{
    private const string Home = "coffer-system";
    private const string Tenant = "team-a";

    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory().FullName)!;
    private readonly string _open;
    private readonly string _closed;

    public LocalFilesTests()
    {
        (_open, _closed) = (Path.Combine(_root, "open"), Path.Combine(_root, "open-not"));
        Directory.CreateDirectory(_open);
        Directory.CreateDirectory(_closed);
        File.WriteAllText(Path.Combine(_closed, "id"), "platform-secret-id");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task By_default_no_file_is_read_for_anybody()
    {
        File.WriteAllText(Path.Combine(_open, "id"), "secret-id");

        foreach (var ns in new[] { Home, Tenant })
        {
            Assert.Contains(
                "--files-from (COFFER_FILES_FROM)", (await ReadAsync("open/id", ns, [])).Failure!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_folder_is_for_the_operators_own_manifests_unless_it_is_opened_to_others()
    {
        File.WriteAllText(Path.Combine(_open, "id"), "secret-id");

        Assert.Equal("secret-id", await TextAsync("open/id", Home, _open));
        Assert.NotNull((await ReadAsync("open/id", Tenant, [_open])).Failure);
        Assert.NotNull((await ReadAsync("open/id", Home, [$"{Tenant}={_open}"])).Failure);
        Assert.Equal("secret-id", await TextAsync("open/id", Tenant, $"{Tenant}={_open}"));
        Assert.Equal("secret-id", await TextAsync("open/id", Tenant, $"*={_open}"));
    }

    /// <summary>As the kubelet mounts Secrets: every file is a link through a linked folder, all below the mount.</summary>
    [Fact]
    public async Task A_mounted_Secret_is_read_through_its_own_links_and_through_a_linked_folder_of_the_setting()
    {
        var version = Directory.CreateDirectory(Path.Combine(_open, "..2026_11_30")).FullName;
        File.WriteAllText(Path.Combine(version, "id"), "secret-id");
        File.CreateSymbolicLink(Path.Combine(_open, "..data"), "..2026_11_30");
        File.CreateSymbolicLink(Path.Combine(_open, "id"), "..data/id");
        File.CreateSymbolicLink(Path.Combine(_root, "linked"), "open");

        Assert.Equal("secret-id", await TextAsync("open/id", Home, _open));
        Assert.Equal("secret-id", await TextAsync("linked/id", Home, _open));
        Assert.Equal("secret-id", await TextAsync("open/id", Home, Path.Combine(_root, "linked")));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder/id")]
    [InlineData("folder/../open-not/id")]
    [InlineData("deep/folder/id")]
    [InlineData("absolute/id")]
    public async Task No_link_leads_out_of_the_folder_neither_of_a_file_nor_of_a_folder_on_the_way(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_open, "file"), "../open-not/id");
        File.CreateSymbolicLink(Path.Combine(_open, "folder"), "../open-not");
        File.CreateSymbolicLink(Path.Combine(_open, "deep"), ".");
        File.CreateSymbolicLink(Path.Combine(_open, "absolute"), _closed);

        Assert.Equal(FailureKind.Misconfigured, (await ReadAsync($"open/{path}", Home, [_open])).Failure!.Kind);
    }

    [Theory]
    [InlineData("open-not/id")]
    [InlineData("open-not/no-such-file")]
    [InlineData("open-not")]
    public async Task What_lies_outside_is_refused_in_the_same_words_whether_it_exists_or_not(string path)
    {
        var full = Path.Combine(_root, path);
        var failure = (await ReadAsync(path, Home, [_open])).Failure!;

        Assert.Equal(
            $"file \"{full}\": it is not below a folder that --files-from (COFFER_FILES_FROM) opens to manifests of namespace {Home}; have "
            + "it opened, or use a Secret instead",
            failure.Message);
    }

    [Theory]
    [InlineData("relative/id")]
    [InlineData("")]
    [InlineData("/tmp/../etc/hosts")]
    [InlineData("/proc/self/environ")]
    [InlineData("//proc/self/environ")]
    [InlineData("/dev/zero")]
    [InlineData("/var/run/secrets/kubernetes.io/serviceaccount/token")]
    [InlineData("/var/run/secrets/eks.amazonaws.com/serviceaccount/token")]
    [InlineData("/run/./secrets/tokens/vault-token")]
    public async Task The_operators_own_files_are_out_of_reach(string path) =>
        Assert.Equal(FailureKind.Misconfigured, (await Files(_open).ReadAsync(path, Home, default)).Failure!.Kind);

    [Fact]
    public async Task Links_that_never_end_and_files_that_are_none_are_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_open, "loop"), "loop");

        Assert.NotNull((await ReadAsync("open/loop", Home, [_open])).Failure);
        Assert.Contains("no such regular file", (await ReadAsync("open/none", Home, [_open])).Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("no such regular file", (await ReadAsync("open", Home, [_open])).Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_one_mebibyte_is_refused()
    {
        await File.WriteAllBytesAsync(Path.Combine(_open, "big"), new byte[1024 * 1024 + 1]);

        Assert.Contains("1 MiB", (await ReadAsync("open/big", Home, [_open])).Failure!.Message, StringComparison.Ordinal);
    }

    private static LocalFiles Files(params string[] folders) => new(
        TestOptions.Kube() with { FilesFrom = [.. folders.Select(folder => FileFolder.Parse(folder).Folder!)] },
        new OperatorNamespace(Home));

    private Task<Outcome<ReadOnlyMemory<byte>>> ReadAsync(string path, string ns, string[] folders) =>
        Files(folders).ReadAsync(Path.Combine(_root, path), ns, default);

    private async Task<string> TextAsync(string path, string ns, string folder)
    {
        var outcome = await ReadAsync(path, ns, [folder]);
        Assert.True(outcome.TryGet(out var content, out var failure), failure?.Message);
        return System.Text.Encoding.UTF8.GetString(content.Span);
    }
}
