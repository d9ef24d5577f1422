namespace Coffer.Templates.Re2.Unicode;

/// <summary>Reads the numbers of <see cref="UnicodeData"/>.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool AtEnd => _at == _bytes.Length;

    public int Next()
    {
        var (value, shift) = (0, 0);
        byte part;
        do
        {
            part = _bytes[_at++];
            value |= (part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return value;
    }

    public int NextSigned()
    {
        var zigzag = Next();
        return (zigzag >> 1) ^ -(zigzag & 1);
    }
}
