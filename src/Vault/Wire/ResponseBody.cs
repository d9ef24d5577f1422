namespace Coffer.Vault.Wire;

/// <summary>Reads a body up to a limit.</summary>
internal static class ResponseBody
{
    private const int FirstBuffer = 4096;

    /// <summary>The whole body; null when it is longer than the limit, in which case no more than that was read.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int limit, CancellationToken cancellation)
    {
        var announced = content.Headers.ContentLength;
        if (announced > limit)
        {
            return null;
        }

        // One byte more than announced or allowed: reading it tells the end from an overrun.
        var buffer = new byte[(announced ?? Math.Min(FirstBuffer, limit)) + 1];
        var filled = 0;
        using var stream = await content.ReadAsStreamAsync(cancellation);
        while (await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var read)
        {
            filled += read;
            if (filled > limit)
            {
                return null;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }
        }

        return buffer.AsMemory(0, filled);
    }
}
