using System.Text;
using System.Text.RegularExpressions;

namespace Coffer.Templates.Vectors;

/// <summary>Runs vectors against the library.</summary>
public static class VectorRunner
{
    /// <summary>Renders a vector and compares; none if all is as recorded.</summary>
    public static Difference? Check(Vector vector)
    {
        var (phase, bytes) = Run(vector);
        var actual = Encoding.UTF8.GetString(bytes);
        return IsAsRecorded(vector, phase, bytes, actual)
            ? null
            : new Difference(Expected(vector), phase is null ? Shown(bytes, actual) : $"{phase} error: {Shown(bytes, actual)}");
    }

    private static (string? Phase, byte[] Bytes) Run(Vector vector)
    {
        try
        {
            return (null, TemplateSet.Parse(vector.Sources)
                .Render("main", TemplateInput.FromJson(vector.Data), TemplateLimits.Default, TimeProvider.System));
        }
        catch (TemplateParseException error)
        {
            return ("parse", error.MessageBytes());
        }
        catch (TemplateExecutionException error)
        {
            return ("exec", error.MessageBytes());
        }
    }

    private static bool IsAsRecorded(Vector vector, string? phase, byte[] bytes, string actual) => vector switch
    {
        { Output: { } output } => phase is null && bytes.AsSpan().SequenceEqual(output),
        { Error: { } error } => phase == vector.Phase && bytes.AsSpan().SequenceEqual(error),
        { ErrorMatches: { } pattern } => phase == vector.Phase && IsMatch(actual, pattern),
        { Matches: { } pattern } =>
            phase is null && IsMatch(actual, pattern) && (vector.BcryptOf is not { } password || BcryptCheck.Verifies(actual, password)),
        _ => false,
    };

    private static bool IsMatch(string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static string Expected(Vector vector) => vector switch
    {
        { Output: { } output } => Shown(output, Encoding.UTF8.GetString(output)),
        { Error: { } error } => $"{vector.Phase} error: {Shown(error, Encoding.UTF8.GetString(error))}",
        { ErrorMatches: { } pattern } => $"{vector.Phase} error that matches {pattern}",
        _ => $"output that matches {vector.Matches}{(vector.BcryptOf is null ? "" : " and verifies")}",
    };

    private static string Shown(byte[] bytes, string text) =>
        Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(bytes) ? text : "base64 " + Convert.ToBase64String(bytes);
}

/// <summary>What was recorded, and what came instead.</summary>
public sealed record Difference(string Expected, string Actual);
