using Coffer.Contracts;
using Coffer.Kube.Api;
using Microsoft.Extensions.Logging;

namespace Coffer.Kube.Membership;

/// <summary>
/// Tells of changes that the API server doesn't take. Orleans tries again and again without a word, since a lost race is nothing to speak
/// of; but a failed test on a table that is still what the change was decided on is no lost race. Each trouble is told once, and again only
/// after a change went through.
/// </summary>
internal sealed partial class RefusedWrites(TableApi api, ILogger<RefusedWrites> logger)
{
    /// <summary>A read may be answered by a server that has not caught up with the one that refused; not so again and again.</summary>
    private const int Enough = 3;

    private readonly Lock _gate = new();
    private (TableChange Change, string Answer)? _refused;
    private int _baseless;
    private string? _told;

    /// <summary>A test failed: who was faster shows by the next read.</summary>
    public void Lost(TableChange change, ApiProblem problem)
    {
        lock (_gate)
        {
            _refused = (change, problem.Failure.Message);
        }
    }

    /// <summary>What the table held after that.</summary>
    public void Seen(TableImage image)
    {
        string answer;
        lock (_gate)
        {
            if (_refused is not { } refused)
            {
                return;
            }

            _refused = null;
            _baseless = refused.Change.Fits(image) ? _baseless + 1 : 0;
            if (_baseless < Enough || !IsNews("test"))
            {
                return;
            }

            answer = refused.Answer;
        }

        LogBaseless(logger, api.Name, answer);
    }

    /// <summary>The change came to nothing for another reason.</summary>
    public void Failed(Failure failure)
    {
        lock (_gate)
        {
            if (failure.IsTransient || !IsNews(failure.Message))
            {
                return;
            }
        }

        LogRefused(logger, api.Name, failure.Message, failure.NamespaceEnds ? "the operator's own namespace is being deleted"
            : failure.Kind == FailureKind.Forbidden && !Failures.IsOfAdmission(failure.Message)
            ? "the operator's Role in that namespace must allow get, create and patch on configmaps"
            : "no admission policy or webhook may refuse or change this ConfigMap");
    }

    public void Succeeded()
    {
        lock (_gate)
        {
            (_refused, _baseless, _told) = (null, 0, null);
        }
    }

    private bool IsNews(string trouble)
    {
        var isNews = _told != trouble;
        _told = trouble;
        return isNews;
    }

    [LoggerMessage(Level = LogLevel.Error, Message =
        "No change of {Table} is accepted, although nobody else changes it, and without one this silo can't join: {Answer}. "
        + "The API server does not find there what it tells itself: see that no proxy and no admission webhook rewrites this ConfigMap; if "
        + "none does, delete it, and living silos put it back")]
    private static partial void LogBaseless(ILogger logger, string table, string answer);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "A change of {Table} is refused, and without one this silo can't join: {Answer}; {Remedy}")]
    private static partial void LogRefused(ILogger logger, string table, string answer, string remedy);
}
