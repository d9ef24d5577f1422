namespace Coffer.Templates.Functions.Crypto;

/// <summary>The checksum Adler-32 (RFC 1950).</summary>
internal static class Adler32
{
    private const uint Prime = 65_521;

    /// <param name="text">A byte string.</param>
    public static uint Sum(string text)
    {
        var (low, high) = (1u, 0u);
        foreach (var value in text)
        {
            low = (low + value) % Prime;
            high = (high + low) % Prime;
        }

        return (high << 16) | low;
    }
}
