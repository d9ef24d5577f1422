using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Coffer.Contracts;

namespace Coffer.Kube.Api;

/// <summary>The whole answer to a request: exactly one of body and problem. May hold secret values, prints without them.</summary>
internal sealed record ApiAnswer(ReadOnlyMemory<byte> Body, ApiProblem? Problem)
{
    /// <summary>The API server warned that it dropped fields it doesn't know.</summary>
    public bool FieldsLost { get; init; }

    /// <summary>When the API server answered, by its own clock, in whole seconds; null when it doesn't say.</summary>
    public DateTimeOffset? Date { get; init; }

    public bool IsRefused([NotNullWhen(true)] out ApiProblem? problem)
    {
        problem = Problem;
        return problem is not null;
    }

    /// <summary>Reads the body; a body that can't be read is a failure too.</summary>
    [SuppressMessage("Design", "CA1031",
        Justification = "The edge of an adapter call: whatever a reader trips over, the answer is malformed.")]
    public Outcome<T> Read<T>(ApiRequest request, Func<JsonElement, T> reader)
        where T : notnull
    {
        if (IsRefused(out var problem))
        {
            return problem.Failure;
        }

        try
        {
            using var document = JsonDocument.Parse(Body);
            return Outcome.Ok(reader(document.RootElement));
        }
        catch (Exception error)
        {
            return Failures.Unreadable(request, error);
        }
    }

    public override string ToString() => Problem is null ? $"{Body.Length} bytes" : Problem.Failure.ToString();
}
