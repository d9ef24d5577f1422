using Coffer.Grains;
using Coffer.Kube;
using Coffer.Silo.Hosting;
using Coffer.Silo.Options;

namespace Coffer.Cluster.Tests;

/// <summary>How the actors behave where a test does not say otherwise: as with the operator's own defaults.</summary>
internal static class TestOptions
{
    private static readonly CofferOptions Defaults = OptionsReader.Defaults();

    /// <summary>The operator runs in the namespace <c>coffer</c>.</summary>
    public static GrainOptions Grains { get; } = ActorHosting.Grains(Defaults) with { OperatorNamespace = "coffer" };

    /// <summary>The operator runs in the namespace <c>coffer</c>.</summary>
    public static KubeOptions Kube(string kubeconfig) =>
        AdapterHosting.Kube(Defaults) with { Kubeconfig = kubeconfig, Namespace = "coffer" };
}
