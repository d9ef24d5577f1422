using Coffer.Cli.Output;
using Coffer.Cli.Status;

namespace Coffer.Cli.Overview;

/// <summary>The overview for people: a line each.</summary>
/// <param name="now">The time.</param>
/// <param name="wide">Whole messages, and version, age of the data and next due time.</param>
internal sealed class OverviewView(DateTimeOffset now, bool wide)
{
    private const int ShortMessage = 70;

    /// <summary>Draws it.</summary>
    public Screen Draw(OverviewDocument overview, Screen screen)
    {
        if (overview.NotWell.Count > 0)
        {
            string[] more = wide ? ["VERSION", "CHANGED", "NEXT"] : [];
            string[] heads = ["STATE", "RESOURCE", "SINCE", .. more, "REASON", "MESSAGE"];
            screen.Table(0, [[.. heads.Select(head => new Piece(head, Tone.Faint))], .. overview.NotWell.Select(Row)]);
            screen.Line();
        }

        var well = overview.Seen - overview.NotWell.Count;
        screen.Line(new Piece(
            $"{well} of {overview.Seen} well", overview.NotWell.Count == 0 && overview.NotSeen.Count == 0 ? Tone.Good : Tone.Strong));
        foreach (var unseen in overview.NotSeen)
        {
            screen.Text(0, $"Not looked at: {SafeLine.Of(unseen)}", Tone.Doubtful);
        }

        return screen;
    }

    private IReadOnlyList<Piece> Row(OverviewRow row)
    {
        Piece[] more = !wide ? [] :
        [
            row.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-", TimeWords.Age(row.Changed, now),
            row.NextDue is { } next ? TimeWords.Span(next - now) : "-",
        ];
        return
        [
            LinkWords.Of(row.State), SafeLine.Of(row.Resource), TimeWords.Age(row.Since, now), .. more, SafeLine.Of(row.Reason),
            SafeLine.Of(row.Message, wide ? int.MaxValue : ShortMessage),
        ];
    }
}
