using System.Diagnostics.CodeAnalysis;

namespace Coffer.Templates.Vectors;

/// <summary>One line of a file of vectors, put to the test.</summary>
internal static class Trial
{
    /// <summary>What is to be said of it; none if all is as recorded.</summary>
    [SuppressMessage("Design", "CA1031", Justification =
        "The edge of the tool: a line that is no vector, or a bug in the library, is a failure of its own and must not end the run.")]
    public static string? Of(string line)
    {
        var id = line;
        try
        {
            var vector = Vector.Parse(line);
            id = vector.Id;
            return VectorRunner.Check(vector) is { } difference
                ? $"{id}\n  expected: {difference.Expected}\n  actual:   {difference.Actual}"
                : null;
        }
        catch (Exception error)
        {
            return $"{id}\n  failed by {error.GetType().Name}: {error.Message}";
        }
    }
}
