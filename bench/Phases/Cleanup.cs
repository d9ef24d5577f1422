using Coffer.Bench.Load;
using Coffer.Bench.Operator;
using Coffer.Bench.Serving;
using Coffer.Tests.Support;

namespace Coffer.Bench.Phases;

/// <summary>A real server outlives the run: what the run makes there must not be somebody's already, and goes at the end.</summary>
internal static class Cleanup
{
    private static readonly string[] Namespaces = [ObjectText.Namespace, "vault", OperatorGroup.Namespace];
    private static readonly string[] VaultPaths = ["sys/mounts/kvv2", "sys/auth/vault-secret-operator", "sys/policies/acl/demo"];

    /// <summary>Refuses a cluster in which one of the run's namespaces exists.</summary>
    /// <exception cref="InvalidOperationException">One exists.</exception>
    public static async Task CheckAsync(Run run, CancellationToken cancellation)
    {
        foreach (var name in RealServers.Kubeconfig is null ? [] : Namespaces)
        {
            if (await run.Kube.FindAsync(new ObjectId("v1", "Namespace", null, name), cancellation) is not null)
            {
                throw new InvalidOperationException(
                    $"The namespace {name} exists. A run makes and removes it: delete it first if nobody needs it.");
            }
        }
    }

    public static async Task RunAsync(Run run)
    {
        if (RealServers.Kubeconfig is not null)
        {
            await Throng.RunAsync(run.Options.Secrets, 0,
                (number, token) => run.Load.DeleteStaticSecretAsync(ObjectText.Name(number), token), CancellationToken.None);
            foreach (var name in Namespaces)
            {
                await run.Kube.DeleteAsync(new ObjectId("v1", "Namespace", null, name), CancellationToken.None);
            }
        }

        foreach (var path in RealServers.Vault is null ? [] : VaultPaths)
        {
            await run.Vault.DeleteAsync(path, CancellationToken.None);
        }
    }
}
