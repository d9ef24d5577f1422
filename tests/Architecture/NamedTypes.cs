using System.Reflection;
using System.Reflection.Emit;

namespace Coffer.Architecture.Tests;

/// <summary>
/// The types that one type names: in what it is made of, in its signatures and in its code. For rules that hold for a
/// part of an assembly only.
/// </summary>
internal static class NamedTypes
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Namespaces of all of them.</summary>
    public static IReadOnlySet<string> NamespacesOf(Type type)
    {
        IEnumerable<Type?> made = [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(All).Select(field => field.FieldType)];
        IEnumerable<MethodBase> methods = [.. type.GetMethods(All), .. type.GetConstructors(All)];
        return made.Concat(methods.SelectMany(Of)).OfType<Type>().SelectMany(Parts).Select(named => named.Namespace ?? "").ToHashSet();
    }

    private static IEnumerable<Type?> Of(MethodBase method) =>
    [
        (method as MethodInfo)?.ReturnType,
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
        .. Tokens(method).SelectMany(token => Named(method, token)),
    ];

    /// <summary>A generic type names its arguments, an array its elements.</summary>
    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type) : [type];

    private static IEnumerable<Type?> Named(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, typeArguments, methodArguments) switch
        {
            Type type => [type],
            FieldInfo field => [field.DeclaringType, field.FieldType],
            MethodInfo called => [called.DeclaringType, called.ReturnType, .. called.GetParameters().Select(p => p.ParameterType),
                .. called.GetGenericArguments()],
            MemberInfo member => [member.DeclaringType],
            null => [],
        };
    }

    private static IEnumerable<int> Tokens(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? OpCodesByValue[unchecked((short)(0xFE00 | il[at + 1]))] : OpCodesByValue[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(il, at);
            }

            at += code.OperandType == OperandType.InlineSwitch ? 4 + 4 * BitConverter.ToInt32(il, at) : Length(code.OperandType);
        }
    }

    private static int Length(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
