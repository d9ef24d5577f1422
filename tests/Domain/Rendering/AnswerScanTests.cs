using Coffer.Domain.Sources.Kv;
using System.Text;
using Coffer.Contracts.Vault;
using Coffer.Domain.Rendering;

namespace Coffer.Domain.Tests.Rendering;

/// <summary>What is found out about an answer before anything is made of it.</summary>
public sealed class AnswerScanTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[1,2],"c":{"d":1}}""", 6, true)]
    [InlineData("""{"a":1,"b":[1,2],"c":{"d":1}}""", 5, false)]
    [InlineData("""{}""", 1, true)]
    [InlineData("""[1,2,3]""", 2, false)]
    public void Fields_and_what_is_in_them_are_counted(string json, int limit, bool isTaken) =>
        Assert.Equal(isTaken, AnswerScan.Fault(Encoding.UTF8.GetBytes(json), limit) is null);

    [Fact]
    public void A_secret_of_more_fields_than_are_taken_is_refused_with_the_setting_that_lifts_it()
    {
        var fields = string.Join(',', Enumerable.Range(0, 12_000).Select(number => $"\"f{number}\":\"canary\""));
        var json = $$$"""{"data":{ {{{fields}}} },"metadata":{"version":1}}""";
        var data = new VaultData(Encoding.UTF8.GetBytes(json), []);

        var refused = Assert.IsType<KvReading.Unreadable>(KvReading.OfKv2(data));
        Assert.Contains("more than 10000 fields", refused.Why, StringComparison.Ordinal);
        Assert.Contains("--secret-fields", refused.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refused.Why, StringComparison.Ordinal);
        Assert.IsType<KvReading.Found>(KvReading.OfKv2(data, maxFields: 20_000));
    }

    [Fact]
    public void A_secret_of_a_million_fields_costs_no_more_than_its_own_bytes()
    {
        var fields = string.Join(',', Enumerable.Range(0, 200_000).Select(number => $"\"f{number}\":\"\\u00e9\""));
        var bytes = Encoding.UTF8.GetBytes($$"""{ {{fields}} }""");
        AnswerScan.Fault(bytes, 10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AnswerScan.Fault(bytes, int.MaxValue - 1);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":"a"}""")]
    public void Half_a_character_is_no_Unicode(string json) =>
        Assert.Equal("the answer holds text that is no Unicode", AnswerScan.Fault(Encoding.UTF8.GetBytes(json), 100));

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_no_Unicode() =>
        Assert.Equal("the answer holds text that is no Unicode", AnswerScan.Fault([.. "{\"a\":\""u8, 0xff, .. "\"}"u8], 100));
}
