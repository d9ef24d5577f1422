using System.Globalization;
using Coffer.Cli.History;
using Coffer.Cli.Output;

namespace Coffer.Cli.Status;

/// <summary>A chain for people, on one screen.</summary>
/// <param name="now">The time.</param>
/// <param name="wide">Whole history, exact times.</param>
internal sealed class ChainView(DateTimeOffset now, bool wide)
{
    private const int ShownEntries = 5;
    private const int ShownPods = 10;
    private const int Indent = 2;

    /// <summary>Draws it.</summary>
    public Screen Draw(Chain chain, Screen screen)
    {
        screen.Line(new Piece(SafeLine.Of(chain.Resource), Tone.Strong), "  ", LinkWords.Of(chain.State)).Line();
        Links(chain, screen);
        Facts(chain, screen);
        Pods(chain, screen);
        Warnings(chain, screen);
        if (chain.History.Count > 0)
        {
            screen.Line().Line(new Piece("History", Tone.Strong));
            screen.Table(Indent, HistoryRows.Of(wide ? chain.History : chain.History.Take(ShownEntries), now, wide));
        }

        foreach (var unseen in chain.NotSeen)
        {
            screen.Line().Text(0, $"Not looked at: {SafeLine.Of(unseen)}", Tone.Faint);
        }

        return screen;
    }

    /// <summary>The table is drawn first, to know the widths; what a link says stands below it.</summary>
    private void Links(Chain chain, Screen screen)
    {
        screen.Table(Indent, [.. chain.Links.Select(Row)]);
        foreach (var link in chain.Links.Where(link => link.Message.Length > 0))
        {
            screen.Line().Line(
                LinkWords.Of(link.State), $"  {link.Kind} {SafeLine.Of(Name(link))}: {SafeLine.Of(link.Reason)}",
                new Piece(link.IsCause ? "  <- this is where it breaks" : "", Tone.Bad));
            screen.Text(Indent, SafeLine.Of(link.Message));
        }
    }

    private IReadOnlyList<Piece> Row(Link link) =>
    [
        LinkWords.Of(link.State), link.Kind, SafeLine.Of(Name(link)), SafeLine.Of(link.About),
        new Piece(link.Since is { } since ? $"since {(wide ? TimeWords.Stamp(since) : TimeWords.Age(since, now))}" : "", Tone.Faint),
    ];

    private void Facts(Chain chain, Screen screen)
    {
        var rows = new List<IReadOnlyList<Piece>>();
        if (chain.Data is { } data)
        {
            var version = data.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"version {number}, ") : "";
            rows.Add([
                new Piece("Data", Tone.Strong),
                $"{version}changed {Ago(data.Changed)}, written {Ago(data.Synced)}, digest {SafeLine.Of(data.Digest ?? "-")}",
            ]);
        }

        if (chain.NextDue is { } next)
        {
            rows.Add([new Piece("Next", Tone.Strong), $"in {TimeWords.Span(next - now)} ({TimeWords.Stamp(next)})"]);
        }

        if (rows.Count > 0)
        {
            screen.Line().Table(0, rows);
        }
    }

    private void Pods(Chain chain, Screen screen)
    {
        if (chain.StalePods.Count == 0)
        {
            return;
        }

        screen.Line().Line(new Piece(
            $"Pods that still run with the Secret of before: {chain.StalePods.Count}. Restart them, or name their workload in "
            + "spec.rolloutRestartTargets", Tone.Doubtful));
        screen.Table(Indent, [.. chain.StalePods.Take(wide ? int.MaxValue : ShownPods).Select(pod => (IReadOnlyList<Piece>)
            [SafeLine.Of(pod.Name), SafeLine.Of(pod.Owner ?? "-"), $"started {Ago(pod.Started)}", pod.By])]);
    }

    private void Warnings(Chain chain, Screen screen)
    {
        var told = chain.Links.Select(link => link.Message).ToHashSet();
        var warnings = chain.Warnings.Where(warning => !told.Contains(warning.Message)).ToList();
        if (chain.State == LinkState.Well || warnings.Count == 0)
        {
            return;
        }

        screen.Line().Line(new Piece("Warnings", Tone.Strong));
        foreach (var warning in warnings)
        {
            screen.Text(Indent, $"{Ago(warning.At)}: {SafeLine.Of(warning.Reason)}: {SafeLine.Of(warning.Message)}");
        }
    }

    private string Ago(DateTimeOffset? time) => time is { } at ? wide ? TimeWords.Stamp(at) : $"{TimeWords.Age(at, now)} ago" : "never";

    private static string Name(Link link) => link.Namespace.Length > 0 ? $"{link.Namespace}/{link.Name}" : link.Name;
}
