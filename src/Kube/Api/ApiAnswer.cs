using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Coffer.Contracts;

namespace Coffer.Kube.Api;

/// <summary>A refused or failed request: the classified failure and what only this project needs to know.</summary>
/// <param name="Failure">The classification.</param>
/// <param name="Code">HTTP status; 0 when there was no answer.</param>
/// <param name="HasStatus">True when the body was a Status object, so that the API server itself speaks of the object; a plain 404 means that the type is not served.</param>
internal sealed record ApiProblem(Failure Failure, int Code = 0, bool HasStatus = false)
{
    /// <summary>Continue token of an answer to an expired one.</summary>
    public string? Continue { get; init; }

    /// <summary>Which fields are refused; empty where the answer names none.</summary>
    public IReadOnlyList<FieldCause> Causes { get; init; } = [];

    /// <summary>A JSON patch whose <c>test</c> failed, or whose path is missing: the API server says no more than that.</summary>
    public bool IsFailedTest { get; init; }

    /// <summary>The type is not served here.</summary>
    public bool IsUnknownType => Code == 404 && !HasStatus;
}

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
    [SuppressMessage("Design", "CA1031", Justification = "The edge of an adapter call: whatever a reader trips over, the answer is malformed.")]
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

/// <summary>An answer that is read as it comes: exactly one of content and problem.</summary>
internal sealed class ApiStream(HttpResponseMessage? response, Stream? content, ApiProblem? problem) : IAsyncDisposable
{
    public ApiProblem? Problem => problem;

    public Stream Content => content ?? Stream.Null;

    public async ValueTask DisposeAsync()
    {
        if (content is not null)
        {
            await content.DisposeAsync();
        }

        response?.Dispose();
    }
}
