using System.Text;

namespace Coffer.Cli.Output;

/// <summary>Lines of an answer for people. Knows no terminal: what it holds can be tested as text.</summary>
internal sealed class Screen(int width)
{
    private readonly List<IReadOnlyList<Piece>> _lines = [];

    /// <summary>Adds a line.</summary>
    public Screen Line(params IReadOnlyList<Piece> pieces)
    {
        _lines.Add(pieces);
        return this;
    }

    /// <summary>Adds a text, broken between words, each line of it indented.</summary>
    public Screen Text(int indent, string text, Tone tone = Tone.Plain)
    {
        foreach (var line in Wrap(text, Math.Max(20, width - indent)))
        {
            _lines.Add([new string(' ', indent), new Piece(line, tone)]);
        }

        return this;
    }

    /// <summary>Adds rows whose columns stand below each other, two blanks apart.</summary>
    public Screen Table(int indent, IReadOnlyList<IReadOnlyList<Piece>> rows)
    {
        var widths = Enumerable.Range(0, rows.Count == 0 ? 0 : rows.Max(row => row.Count))
            .Select(column => rows.Max(row => column < row.Count ? row[column].Text.Length : 0)).ToList();
        foreach (var row in rows)
        {
            var line = new List<Piece> { new string(' ', indent) };
            foreach (var (column, piece) in row.Index())
            {
                line.Add(column == row.Count - 1 ? piece : piece with { Text = piece.Text.PadRight(widths[column] + 2) });
            }

            _lines.Add(line);
        }

        return this;
    }

    /// <summary>The lines as text, with escape sequences where colours are wanted.</summary>
    public string ToString(bool colours)
    {
        var text = new StringBuilder();
        foreach (var line in _lines)
        {
            var written = string.Concat(line.Select(piece => colours ? Coloured(piece) : piece.Text));
            text.AppendLine(colours ? written : written.TrimEnd());
        }

        return text.ToString();
    }

    private static string Coloured(Piece piece) => piece.Tone switch
    {
        Tone.Strong => $"\e[1m{piece.Text}\e[0m",
        Tone.Faint => $"\e[2m{piece.Text}\e[0m",
        Tone.Good => $"\e[32m{piece.Text}\e[0m",
        Tone.Doubtful => $"\e[33m{piece.Text}\e[0m",
        Tone.Bad => $"\e[1;31m{piece.Text}\e[0m",
        _ => piece.Text,
    };

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }
}
