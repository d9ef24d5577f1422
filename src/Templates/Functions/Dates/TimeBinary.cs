using System.Buffers.Binary;

namespace Coffer.Templates.Functions.Dates;

/// <summary>Go's binary form of a time, which <c>MarshalBinary</c> and <c>GobEncode</c> return.</summary>
internal static class TimeBinary
{
    private const int SecondsOfMinute = 60;

    /// <summary>Bytes up to the offset's minutes; a second byte of offset follows where minutes do not say it all.</summary>
    private const int Length = 15;

    public static byte[] Encode(TimeValue time)
    {
        var offset = time.Zone.Offset;
        var hasSeconds = offset % SecondsOfMinute != 0;
        var bytes = new byte[hasSeconds ? Length + 1 : Length];
        bytes[0] = (byte)(hasSeconds ? 2 : 1);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), time.Seconds - TimeArithmetic.ZeroTime);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9), time.Nanoseconds);
        BinaryPrimitives.WriteInt16BigEndian(
            bytes.AsSpan(13), (short)(ReferenceEquals(time.Zone, Zone.Utc) ? -1 : offset / SecondsOfMinute));
        if (hasSeconds)
        {
            bytes[Length] = (byte)(offset % SecondsOfMinute);
        }

        return bytes;
    }
}
