using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Identifiers in camel, snake and kebab case, with the word boundaries of xstrings.</summary>
internal static class CaseConversion
{
    /// <summary>
    /// Camel case with a capital: a letter after a connector becomes upper case, capitals that follow a word's first one become lower case;
    /// leading connectors stay.
    /// </summary>
    public static string ToCamel(string text)
    {
        var result = new StringBuilder(text.Length);
        var (index, current, isCapital) = (0, 0, false);
        while (index < text.Length)
        {
            current = ByteText.Rune(text, index, out var width);
            index += width;
            if (!CaseWord.IsConnector(current))
            {
                isCapital = Letters.IsUpper(current);
                current = Letters.ToUpper(current);
                break;
            }

            ByteText.AppendRune(result, current);
        }

        if (text.Length == 0)
        {
            return "";
        }

        AppendRest(result, text[index..], current, isCapital);
        return result.ToString();
    }

    public static string ToSnake(string text) => new LowerCaseWriter(text, '_').Write();

    public static string ToKebab(string text) => new LowerCaseWriter(text, '-').Write();

    private static void AppendRest(StringBuilder result, string text, int current, bool isCapital)
    {
        foreach (var next in ByteText.Runes(text))
        {
            var previous = current;
            current = next;
            if (!CaseWord.IsConnector(previous))
            {
                ByteText.AppendRune(result, previous);
                isCapital &= Letters.IsUpper(next);
                current = isCapital ? Letters.ToLower(next) : next;
            }
            else if (CaseWord.IsConnector(next))
            {
                ByteText.AppendRune(result, previous);
            }
            else
            {
                isCapital = Letters.IsUpper(next);
                current = Letters.ToUpper(next);
            }
        }

        ByteText.AppendRune(result, current);
    }
}
