using System.Diagnostics;

namespace Coffer.Contracts;

/// <summary>
/// Where Coffer's spans come from. They name kinds, objects, verbs and outcomes: never a URL, a header, a value or the text of a failure.
/// Nothing is made while nobody listens.
/// </summary>
public static class Traces
{
    /// <summary>Name of the source.</summary>
    public const string Name = "Coffer";

    /// <summary>Tag of every span: <c>Ok</c> or the kind of the failure.</summary>
    public const string OutcomeTag = "coffer.outcome";

    /// <summary>The source.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>
    /// A span of a request, below what the caller is doing; null while nobody listens, and for what belongs to no
    /// trace, such as heartbeats.
    /// </summary>
    /// <param name="system">Whom it goes to.</param>
    /// <param name="what">What is asked; a name of few.</param>
    public static Activity? Request(string system, string what) =>
        Activity.Current is not null && Source.HasListeners() ? Source.StartActivity($"{system} {what}", ActivityKind.Client) : null;

    /// <summary>Marks how it ended.</summary>
    /// <param name="span">The span; null while nobody listens.</param>
    /// <param name="failure">Why it failed; null when it did not.</param>
    public static void End(this Activity? span, Failure? failure)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag(OutcomeTag, failure?.Kind.ToString() ?? "Ok");
        if (failure is not null)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
