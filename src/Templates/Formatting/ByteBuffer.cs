using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Formatting;

/// <summary>Bytes being written, as many as a budget allows.</summary>
internal sealed class ByteBuffer(Budget budget)
{
    private const int FirstSize = 256;
    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <param name="text">A byte string.</param>
    public void Append(ReadOnlySpan<char> text)
    {
        Encoding.Latin1.GetBytes(text, Room(text.Length));
        Length += text.Length;
    }

    public void Append(char single)
    {
        Room(1)[0] = (byte)single;
        Length++;
    }

    public void Append(char repeated, int count)
    {
        Room(count)[..count].Fill((byte)repeated);
        Length += count;
    }

    /// <summary>Takes what was written since <paramref name="start"/> out again, as a byte string.</summary>
    public string Cut(int start)
    {
        var text = Encoding.Latin1.GetString(_bytes, start, Length - start);
        Length = start;
        return text;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    private Span<byte> Room(int count)
    {
        if ((long)Length + count > budget.Limits.OutputBytes)
        {
            throw LimitError.Output(budget.Limits);
        }

        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + count, Math.Max(FirstSize, 2 * _bytes.Length)));
        }

        return _bytes.AsSpan(Length);
    }
}
