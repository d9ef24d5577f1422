using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Coffer.Kube.Api;

namespace Coffer.Kube.Watching;

/// <summary>Reads a list page as it arrives and hands out one item after the other, so that a page is never held as a whole.</summary>
/// <param name="take">Gets each item; the bytes are gone afterwards.</param>
internal sealed class ListScanner(Action<ReadOnlySequence<byte>> take)
{
    private JsonReaderState _state;
    private string? _property;
    private bool _inItems;
    private bool _ended;
    private ListPage? _page;

    /// <exception cref="JsonException">It is not a list.</exception>
    public async Task<ListPage> ReadAsync(PipeReader pipe, Action heard, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            heard();
            var consumed = Scan(read.Buffer, read.IsCompleted);
            pipe.AdvanceTo(consumed, read.Buffer.End);
            if (read.IsCompleted)
            {
                return _ended && _page is { } page ? page : throw new JsonException("the list ends early");
            }
        }
    }

    private SequencePosition Scan(ReadOnlySequence<byte> buffer, bool isFinal)
    {
        var reader = new Utf8JsonReader(buffer, isFinal, _state);
        var position = reader.Position;
        while (true)
        {
            var before = reader;
            if (!TryStep(ref reader, buffer))
            {
                _state = before.CurrentState;
                return position;
            }

            position = reader.Position;
        }
    }

    /// <summary>One token, or one whole value where a value begins; false when there is not enough to read it.</summary>
    private bool TryStep(ref Utf8JsonReader reader, ReadOnlySequence<byte> buffer)
    {
        if (!reader.Read())
        {
            return false;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _property = reader.GetString();
                return true;
            case JsonTokenType.StartArray when _property == "items" && !_inItems:
                _inItems = true;
                return true;
            case JsonTokenType.EndArray:
                _inItems = false;
                return true;
            case JsonTokenType.EndObject:
                _ended = true;
                return true;
            case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                return true;
            default:
                return TryValue(ref reader, buffer);
        }
    }

    private bool TryValue(ref Utf8JsonReader reader, ReadOnlySequence<byte> buffer)
    {
        var start = buffer.GetPosition(reader.TokenStartIndex);
        if (!reader.TrySkip())
        {
            return false;
        }

        var value = buffer.Slice(start, reader.Position);
        if (_inItems)
        {
            take(value);
        }
        else if (_property == "metadata")
        {
            using var document = JsonDocument.Parse(value);
            var next = document.RootElement.Text("continue");
            _page = new ListPage(document.RootElement.Required("resourceVersion"), string.IsNullOrEmpty(next) ? null : next);
        }

        return true;
    }
}
