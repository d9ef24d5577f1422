using System.Reflection;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Contracts.Resources;
using Coffer.Contracts.Vault;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Cluster.Tests.Secrets.World;

/// <summary>
/// Stands before a port and lets its calls pass as <see cref="Fate"/> allows. Public and open because the runtime derives from it.
/// </summary>
public class MortalPort : DispatchProxy
{
    private static readonly MethodInfo Pass = typeof(MortalPort).GetMethod(
        nameof(PassAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private object _inner = null!;
    private Fate _fate = null!;
    private string _port = "";

    /// <summary>Puts a proxy before every registration of the port.</summary>
    internal static void Guard<TPort>(IServiceCollection services, Fate fate)
        where TPort : class
    {
        var original = services.Single(service => service.ServiceType == typeof(TPort));
        services.Remove(original);
        services.AddSingleton(original.ImplementationType!);
        services.AddSingleton(provider =>
        {
            var proxy = Create<TPort, MortalPort>();
            var mortal = (MortalPort)(object)proxy;
            (mortal._inner, mortal._fate, mortal._port) =
                (provider.GetRequiredService(original.ImplementationType!), fate, typeof(TPort).Name);
            return proxy;
        });
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var ns = NamespaceOf(args!);
        if (!targetMethod!.ReturnType.IsGenericType)
        {
            return _fate.IsDead(ns) ? null : targetMethod.Invoke(_inner, args);
        }

        var result = targetMethod.ReturnType.GenericTypeArguments[0];
        return Pass.MakeGenericMethod(result).Invoke(this, [ns, targetMethod, args]);
    }

    private Task<T> PassAsync<T>(string ns, MethodInfo method, object?[] args) =>
        _fate.PassAsync(ns, Name(method, args), () => (Task<T>)method.Invoke(_inner, args)!);

    private string Name(MethodInfo method, object?[] args) =>
        args.OfType<ResourceKind>().FirstOrDefault() is { } kind ? $"{_port}.{method.Name}({kind.Kind})" : $"{_port}.{method.Name}";

    /// <summary>Each case has a namespace of its own.</summary>
    private static string NamespaceOf(object?[] args)
    {
        var names = args.Select(arg => arg switch
        {
            ObjectKey key => key.Namespace,
            SecretManifest manifest => manifest.Key.Namespace,
            WorkloadRef workload => workload.Namespace,
            ObjectRef about => about.Key.Namespace,
            VaultEndpoint endpoint => endpoint.Connection.Namespace,
            _ => null,
        });
        return names.FirstOrDefault(name => name is not null) ?? "";
    }
}
