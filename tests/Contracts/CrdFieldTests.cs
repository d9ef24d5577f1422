using Coffer.Contracts.Tests.Schema;

namespace Coffer.Contracts.Tests;

/// <summary>The CRDs against the reference's API and against the records, both ways.</summary>
public sealed class CrdFieldTests
{
    public static TheoryData<string> Kinds => Crd.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public void The_crd_has_the_fields_of_the_reference_and_our_own_and_no_others(string kind)
    {
        var crd = SchemaFields.Of(kind).Select(field => field.ToString()).ToArray();
        var wanted = ReferenceFields.Of(kind).Concat(OwnFields.Of(kind)).Select(line => OwnLimits.Add(kind, line)).Select(WithOwnMethods)
            .ToArray();

        AssertSame(wanted, crd);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_records_have_the_fields_of_the_crd_with_the_same_rules(string kind)
    {
        var crd = SchemaFields.Of(kind).Select(AsModelled).ToArray();
        var model = ModelFields.Of(kind).Select(field => field.Field.ToString()).ToArray();

        AssertSame(crd, model);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_field_is_nullable_where_the_crd_lets_it_out(string kind)
    {
        var problems = ModelFields.Of(kind).Where(field => field.Nullable != MayBeNull(field)).Select(field => field.Field.Path);

        Assert.Empty(problems);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_whole_number_without_a_bound_has_room_for_64_bits(string kind)
    {
        var problems = ModelFields.Of(kind)
            .Where(field => field.Field.Type == "integer" && !field.Field.Rules.Contains("maximum=", StringComparison.Ordinal))
            .Where(field => (Nullable.GetUnderlyingType(field.Clr) ?? field.Clr) != typeof(long))
            .Select(field => field.Field.Path);

        Assert.Empty(problems);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Our_own_fields_are_not_required(string kind) =>
        Assert.DoesNotContain(OwnFields.Of(kind), line => line.Contains("! ", StringComparison.Ordinal)
            && !line.Contains("conditions[]", StringComparison.Ordinal));

    /// <summary>
    /// What the schema does not demand and does not fill in may be missing; a missing flag is a false one and a missing generation 0.
    /// </summary>
    private static bool MayBeNull(ModelField model) => !model.Field.Required
        && !model.Field.Rules.Contains("default=", StringComparison.Ordinal)
        && model.Clr != typeof(bool)
        && !model.Field.Path.EndsWith("conditions[].observedGeneration", StringComparison.Ordinal);

    private static string WithOwnMethods(string line) =>
        line.EndsWith(ReferenceFields.Methods, StringComparison.Ordinal) ? line + OwnFields.Methods : line;

    private static string AsModelled(Field field) => (field with
    {
        Type = field.Type.Replace("int64", "integer", StringComparison.Ordinal),
        Rules = field.Rules.Replace("default=false", "", StringComparison.Ordinal),
    }).ToString();

    private static void AssertSame(string[] wanted, string[] found)
    {
        Assert.Equal(found.Length, found.Distinct().Count());
        var missing = wanted.Except(found).Select(line => "missing: " + line);
        var extra = found.Except(wanted).Select(line => "not expected: " + line);
        var differences = missing.Concat(extra).Order(StringComparer.Ordinal).ToArray();
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }
}
