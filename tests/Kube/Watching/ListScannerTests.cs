using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Coffer.Kube.Tests.Support;
using Coffer.Kube.Watching;

namespace Coffer.Kube.Tests.Watching;

public sealed class ListScannerTests
{
    private readonly List<string> _items = [];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Items_come_whole_however_the_bytes_are_cut(int chunk)
    {
        var (a, b) = (Bodies.Connection("a", "1"), Bodies.Connection("b", "2", "https://vault/[]{}\\\""));

        var page = await ScanAsync(Bodies.List("1782", "dG9rZW4", a, b), chunk);

        Assert.Equal([a, b], _items);
        Assert.Equal(new ListPage("1782", "dG9rZW4"), page);
    }

    [Theory]
    [InlineData("""{"kind":"L","metadata":{"resourceVersion":"5","continue":""},"items":[]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"5"},"items":null}""")]
    [InlineData("""{"items":[],"extra":[1,{"items":[{}]}],"metadata":{"resourceVersion":"5"}}""")]
    public async Task An_empty_list_has_a_version_and_no_items(string json)
    {
        Assert.Equal(new ListPage("5", null), await ScanAsync(json, 3));
        Assert.Empty(_items);
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"5"},"items":[{}""")]
    [InlineData("""{"items":[]}""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task What_ends_early_or_is_no_list_is_an_error(string json)
    {
        await Assert.ThrowsAnyAsync<JsonException>(() => ScanAsync(json, 4));
    }

    private Task<ListPage> ScanAsync(string json, int chunk)
    {
        var stream = new ChoppyStream(Encoding.UTF8.GetBytes(json), chunk);
        var scanner = new ListScanner(item => _items.Add(Encoding.UTF8.GetString(item.ToArray())));
        return scanner.ReadAsync(PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16)), () => { }, default);
    }

    private sealed class ChoppyStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }
}
