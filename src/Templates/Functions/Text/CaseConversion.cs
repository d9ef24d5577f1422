using System.Text;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Text;

/// <summary>Identifiers in camel, snake and kebab case, with the word boundaries of xstrings.</summary>
internal static class CaseConversion
{
    /// <summary>Camel case: the letter after a connector is upper case and all others lower case; leading connectors stay.</summary>
    public static string ToCamel(string text)
    {
        var result = new StringBuilder(text.Length);
        var (index, current) = (0, 0);
        while (index < text.Length)
        {
            current = ByteText.Rune(text, index, out var width);
            index += width;
            if (!CaseWord.IsConnector(current))
            {
                current = Letters.ToUpper(current);
                break;
            }

            ByteText.AppendRune(result, current);
        }

        if (text.Length == 0)
        {
            return "";
        }

        AppendRest(result, text, index, current);
        return result.ToString();
    }

    public static string ToSnake(string text) => new LowerCaseWriter(text, '_').Write();

    public static string ToKebab(string text) => new LowerCaseWriter(text, '-').Write();

    private static void AppendRest(StringBuilder result, string text, int index, int current)
    {
        while (index < text.Length)
        {
            var previous = current;
            current = ByteText.Rune(text, index, out var width);
            index += width;
            if (!CaseWord.IsConnector(previous))
            {
                ByteText.AppendRune(result, previous);
                current = Letters.ToLower(current);
            }
            else if (CaseWord.IsConnector(current))
            {
                ByteText.AppendRune(result, previous);
            }
            else
            {
                current = Letters.ToUpper(current);
            }
        }

        ByteText.AppendRune(result, current);
    }
}
