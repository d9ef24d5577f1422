using System.Globalization;
using Coffer.Cli.Output;
using Coffer.Cli.Status;

namespace Coffer.Cli.Explain;

/// <summary>An explanation for people.</summary>
/// <param name="now">The time.</param>
/// <param name="wide">Exact times.</param>
internal sealed class ExplanationView(DateTimeOffset now, bool wide)
{
    /// <summary>Draws it.</summary>
    public Screen Draw(Explanation answer, Screen screen)
    {
        screen.Line(new Piece($"Secret {SafeLine.Of(answer.Secret)}", Tone.Strong), "  ", LinkWords.Of(answer.State));
        screen.Text(2, SafeLine.Of(answer.Message)).Line();
        screen.Table(0, [.. Facts(answer).Select(fact => (IReadOnlyList<Piece>)
            [new Piece(fact.Name, Tone.Strong), SafeLine.Of(fact.Text)])]);
        return answer.Writers.Count == 0 ? screen : screen.Line().Line(new Piece("Who wrote its data", Tone.Strong)).Table(
            2, [.. answer.Writers.Select(Row)]);
    }

    private IEnumerable<(string Name, string Text)> Facts(Explanation answer)
    {
        if (answer.Source is { } source)
        {
            yield return ("Kept in step by", source);
        }

        if (answer.Path is { } path)
        {
            yield return ("Path in Vault", answer.Data?.Version is { } version
                ? string.Create(CultureInfo.InvariantCulture, $"{path}, version {version}") : path);
        }

        foreach (var link in answer.Login)
        {
            var broken = link.State == LinkState.Well ? "" : $": {link.Message}";
            yield return (link.Kind, $"{link.Namespace}/{link.Name}, {link.About}{broken}");
        }

        if (answer.Data is { } data)
        {
            yield return ("Written", $"{Ago(data.Synced)}, content changed {Ago(data.Changed)}, digest {data.Digest ?? "-"}");
        }
    }

    private IReadOnlyList<Piece> Row(Writer writer) =>
        [SafeLine.Of(writer.Manager), writer.Operation, Ago(writer.At), SafeLine.Of($"keys {string.Join(", ", writer.Keys)}")];

    private string Ago(DateTimeOffset? time) => time is { } at ? wide ? TimeWords.Stamp(at) : $"{TimeWords.Age(at, now)} ago" : "-";
}
