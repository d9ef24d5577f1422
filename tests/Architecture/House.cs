using System.CodeDom.Compiler;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Coffer.Architecture.Tests;

/// <summary>The production assemblies and the types that people wrote in them.</summary>
internal static class House
{
    public static readonly string[] Parts =
    [
        "Coffer.Cloud", "Coffer.Contracts", "Coffer.Domain", "Coffer.Grains", "Coffer.Kube", "Coffer.Templates", "Coffer.Vault", "coffer",
        "kubectl-coffer",
    ];

    public static Assembly Load(string part) => Assembly.Load(part);

    /// <summary>All types but those that compilers made.</summary>
    public static IEnumerable<Type> Types(string part) => Load(part).GetTypes().Where(IsWritten);

    /// <summary>
    /// Those that people wrote, and those that the compiler made of their code, such as closures and asynchronous methods.
    /// </summary>
    public static IEnumerable<Type> AllTypes(string part) =>
        Load(part).GetTypes().Where(type => type.FullName is { } name && name.StartsWith(part + ".", StringComparison.Ordinal));

    /// <summary>
    /// Namespaces of all types that the assembly's code names, whoever wrote that code. Left out is what Orleans' generator puts into every
    /// assembly that can see Contracts, also into those without a grain.
    /// </summary>
    public static IReadOnlySet<string> UsedNamespaces(string part) => UsedTypes(part).Select(type => type.Namespace).ToHashSet();

    /// <summary>The types themselves; as <see cref="UsedNamespaces"/>.</summary>
    public static IReadOnlyList<(string Namespace, string Name)> UsedTypes(string part)
    {
        using var file = File.OpenRead(Load(part).Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
            .Where(type => type.Name != "ApplicationPartAttribute" && type.Namespace != "Orleans.Serialization.Configuration")];
    }

    private static bool IsWritten(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            if (outer.Name.Contains('<') || outer.IsDefined(typeof(CompilerGeneratedAttribute), false)
                || outer.IsDefined(typeof(GeneratedCodeAttribute), false))
            {
                return false;
            }
        }

        return type.Name != "Program" && type.Namespace is { } ns && ns.StartsWith("Coffer.", StringComparison.Ordinal);
    }
}
