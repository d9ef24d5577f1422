using System.Text;

namespace Coffer.EndToEnd.Tests.Observability;

/// <summary>The part of a span that a trace hangs together by; field numbers as in opentelemetry/proto/trace/v1/trace.proto.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name)
{
    public static IEnumerable<Span> ReadRequest(byte[] request) =>
        from resourceSpans in Parts(request, 1)
        from scopeSpans in Parts(resourceSpans, 2)
        from span in Parts(scopeSpans, 2)
        select new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Parts(span, 5).FirstOrDefault() ?? []));

    private static string Hex(byte[] message, int field) => Convert.ToHexStringLower(Parts(message, field).FirstOrDefault() ?? []);

    /// <summary>Contents of all length-delimited fields of this number.</summary>
    private static List<byte[]> Parts(byte[] message, int wanted)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var length = (key & 7) switch { 0 => Skip(message, ref at), 1 => 8, 5 => 4, _ => (int)Varint(message, ref at) };
            if ((key & 7) == 2 && key >> 3 == (ulong)wanted)
            {
                found.Add(message[at..(at + length)]);
            }

            at += length;
        }

        return found;
    }

    private static int Skip(byte[] message, ref int at)
    {
        Varint(message, ref at);
        return 0;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }
}
