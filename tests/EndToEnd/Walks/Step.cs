namespace Coffer.EndToEnd.Tests.Walks;

/// <summary>The kinds of steps: every walk has all of them.</summary>
internal enum Step
{
    EditSpec,
    EditMetadata,
    Delete,
    MakeAgain,

    /// <summary>Refused by the API server.</summary>
    Refused,

    /// <summary>Back to manifests that were sound.</summary>
    GoBack,
}
