using System.Text.RegularExpressions;
using Coffer.Contracts;
using Coffer.Kube.Api;

namespace Coffer.Kube.Secrets;

/// <summary>
/// What an API server says of a refused Secret may quote its values: its validation a character of what can't be parsed, an admission
/// webhook or policy whatever it likes. Of a fault of <c>data</c> only field and kind stay; elsewhere the values of the refused manifest,
/// and what they are made of, are cut out.
/// </summary>
internal static partial class Redaction
{
    private const string Hidden = "***";
    private const string Intro = " is invalid: ";

    /// <summary>What these say comes from the API server's own rules and quotes no value.</summary>
    private static readonly string[] Harmless = ["FieldValueRequired", "FieldValueTooLong", "FieldValueForbidden"];

    /// <summary>Of a refused write.</summary>
    public static Failure Redact(ApiProblem problem, IEnumerable<ReadOnlyMemory<byte>> values) =>
        Redact(problem.Failure with { Message = WithoutDetails(problem) }, values);

    /// <summary>Cuts the values out of a message.</summary>
    public static Failure Redact(Failure failure, IEnumerable<ReadOnlyMemory<byte>> values) =>
        failure with { Message = values.SelectMany(Spellings.Of).Aggregate(Quotation().Replace(failure.Message, $"$1{Hidden}"), Hide) };

    private static string WithoutDetails(ApiProblem problem)
    {
        var message = problem.Failure.Message;
        if (!problem.Causes.Any(IsOfValues))
        {
            return message;
        }

        var intro = message.IndexOf(Intro, StringComparison.Ordinal);
        var head = intro < 0 ? "" : message[..(intro + Intro.Length)];
        return Failures.Cut($"{head}{string.Join("; ", problem.Causes.Select(Words))} ({problem.Code})");
    }

    private static bool IsOfValues(FieldCause cause) =>
        cause.Field.StartsWith("data", StringComparison.Ordinal) || cause.Field.StartsWith("stringData", StringComparison.Ordinal);

    private static string Words(FieldCause cause) => IsOfValues(cause) && !Harmless.Contains(cause.Reason)
        ? $"{cause.Field}: {cause.Message.Split(':')[0]} (what the API server quotes of it is left out)"
        : $"{cause.Field}: {cause.Message}";

    private static string Hide(string message, string spelling)
    {
        // One that is shorter can't be told from ordinary words, unless it stands in quotes.
        if (spelling.Length < Spellings.Shortest)
        {
            return message.Replace($"\"{spelling}\"", $"\"{Hidden}\"", StringComparison.Ordinal)
                .Replace($"'{spelling}'", $"'{Hidden}'", StringComparison.Ordinal)
                .Replace($"`{spelling}`", $"`{Hidden}`", StringComparison.Ordinal);
        }

        message = message.Replace(spelling, Hidden, StringComparison.Ordinal);
        return HidePrefixAtEnd(message, spelling);
    }

    /// <summary>A message is cut at its limit, and may end within a value.</summary>
    private static string HidePrefixAtEnd(string message, string spelling)
    {
        if (!message.EndsWith('…'))
        {
            return message;
        }

        var text = message.AsSpan(0, message.Length - 1);
        for (var length = Math.Min(spelling.Length - 1, text.Length); length >= Spellings.Shortest; length--)
        {
            if (text.EndsWith(spelling.AsSpan(0, length), StringComparison.Ordinal))
            {
                return string.Concat(text[..^length], $"{Hidden}…");
            }
        }

        return message;
    }

    /// <summary>Go's parsers of JSON and of numbers quote what they stumble over.</summary>
    [GeneratedRegex("""(invalid character |parsing )(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""", RegexOptions.NonBacktracking)]
    private static partial Regex Quotation();
}
