using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Kube.Api;

namespace Coffer.Kube.Tokens;

/// <summary>Live reads of ServiceAccounts, without the names of their Secrets.</summary>
internal sealed class ServiceAccounts(IApiServer api) : IServiceAccounts
{
    public async Task<Outcome<IReadOnlyDictionary<string, string>>> AnnotationsAsync(
        ObjectKey account, CancellationToken cancellation)
    {
        var target = new ApiTarget(ApiType.ServiceAccounts, account.Namespace, account.Name);
        var request = new ApiRequest("get", target) { Accept = MediaTypes.Metadata };
        var answer = await api.SendAsync(request, cancellation);
        return answer.IsRefused(out var problem)
            ? Explain(problem.Failure, account)
            : answer.Read(request, static root => root.GetProperty("metadata").Child("annotations").Texts());
    }

    private static Failure Explain(Failure failure, ObjectKey account)
    {
        var remedy = failure.Kind switch
        {
            FailureKind.NotFound => $"; create ServiceAccount {account.Name} in namespace {account.Namespace}, or name another one",
            FailureKind.Forbidden => "; the operator needs the right to get serviceaccounts for this account",
            _ => "",
        };
        return failure with { Message = Failures.Cut(failure.Message + remedy) };
    }
}
