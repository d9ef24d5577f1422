using System.Collections.Frozen;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Crypto;
using Coffer.Templates.Functions.Dates;
using Coffer.Templates.Functions.Dicts;
using Coffer.Templates.Functions.Encoding;
using Coffer.Templates.Functions.Lists;
using Coffer.Templates.Functions.Maths;
using Coffer.Templates.Functions.Paths;
using Coffer.Templates.Functions.Regex;
using Coffer.Templates.Functions.Semver;
using Coffer.Templates.Functions.Text;
using Coffer.Templates.Functions.Types;
using Coffer.Templates.Functions.Web;

namespace Coffer.Templates.Functions;

/// <summary>
/// All functions besides Go's own, by name. A group of functions has a class with an <c>All</c>; a new class is one line here.
/// </summary>
internal static class FunctionSet
{
    public static FrozenDictionary<string, Function> ByName { get; } = new[]
    {
        StringFunctions.All,
        CuttingFunctions.All,
        QuotingFunctions.All,
        IntegerFunctions.All,
        FloatFunctions.All,
        SequenceFunctions.All,
        TypeFunctions.All,
        DefaultFunctions.All,
        ListFunctions.All,
        MembershipFunctions.All,
        ChunkFunctions.All,
        DictFunctions.All,
        MergeFunctions.All,
        CopyFunctions.All,
        EncodingFunctions.All,
        PathFunctions.All,
        DateFunctions.All,
        VersionFunctions.All,
        JsonFunctions.All,
        RegexFunctions.All,
        UrlFunctions.All,
        HashFunctions.All,
        RandomFunctions.All,
        CertificateFunctions.All,
    }.SelectMany(group => group).ToFrozenDictionary(function => function.Name);
}
