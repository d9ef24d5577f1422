namespace Coffer.Vault.Wire;

/// <summary>Reads a body up to a limit, into memory that grows with what has arrived and never with what was announced.</summary>
internal static class ResponseBody
{
    /// <summary>Up to here an answer needs no room in the budget.</summary>
    public const int Small = 64 * 1024;

    private const int FirstBuffer = 4096;

    /// <summary>Reads to the end, or as far as it may.</summary>
    /// <param name="content">The body.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="room">Waits for room for so many bytes; null when there is none. Asked once, when the answer turns out to
    /// be no small one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<BodyRead> ReadAsync(
        HttpContent content, int limit, Func<int, CancellationToken, Task<ByteLease?>> room, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > limit)
        {
            return BodyRead.TooLong;
        }

        var most = (int)(content.Headers.ContentLength ?? limit);
        // One byte more than allowed: reading it tells the end from an overrun.
        var buffer = new byte[Math.Min(FirstBuffer, most + 1)];
        ByteLease? lease = null;
        try
        {
            var filled = 0;
            using var stream = await content.ReadAsStreamAsync(cancellation);
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is > 0 and var read)
            {
                filled += read;
                if (filled > limit)
                {
                    lease?.Dispose();
                    return BodyRead.TooLong;
                }

                if (filled < buffer.Length)
                {
                    continue;
                }

                if (buffer.Length > Small && lease is null && (lease = await room(most, cancellation)) is null)
                {
                    return BodyRead.NoRoom;
                }

                Array.Resize(ref buffer, (int)Math.Min(Next(buffer.Length), most + 1L));
            }

            lease?.Keep(filled);
            return new BodyRead(BodyEnd.Whole, buffer.AsMemory(0, filled), lease);
        }
        catch
        {
            lease?.Dispose();
            throw;
        }
    }

    /// <summary>Doubles; just past the last small size, so that the end of a small answer is seen before room is asked for.</summary>
    private static long Next(int length) => length * 2L >= Small && length <= Small ? Small + 1 : length * 2L;
}
