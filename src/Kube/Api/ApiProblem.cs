using Coffer.Contracts;

namespace Coffer.Kube.Api;

/// <summary>A refused or failed request: the classified failure and what only this project needs to know.</summary>
/// <param name="Failure">The classification.</param>
/// <param name="Code">HTTP status; 0 when there was no answer.</param>
/// <param name="HasStatus">True when the body was a Status object, so that the API server itself speaks of the object; a plain 404 means
/// that the type is not served.</param>
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
