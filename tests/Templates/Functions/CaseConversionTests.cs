using Coffer.Templates.Functions.Text;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Cases of identifiers; the samples are those of the documentation of xstrings.</summary>
public sealed class CaseConversionTests
{
    [Theory]
    [InlineData("some_words", "SomeWords")]
    [InlineData("http_server", "HttpServer")]
    [InlineData("no_https", "NoHttps")]
    [InlineData("_complex__case_", "_Complex_Case_")]
    [InlineData("some words", "SomeWords")]
    [InlineData("GOLANG_IS_GREAT", "GolangIsGreat")]
    public void Camel_case_is_as_documented(string text, string camel) => Assert.Equal(camel, CaseConversion.ToCamel(text));

    [Theory]
    [InlineData("FirstName", "first_name")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("NoHTTPS", "no_https")]
    [InlineData("GO_PATH", "go_path")]
    [InlineData("GO PATH", "go_path")]
    [InlineData("GO-PATH", "go_path")]
    [InlineData("http2xx", "http_2xx")]
    [InlineData("HTTP20xOK", "http_20x_ok")]
    [InlineData("Duration2m3s", "duration_2m3s")]
    [InlineData("Bld4Floor3rd", "bld4_floor_3rd")]
    public void Snake_and_kebab_case_are_as_documented(string text, string snake)
    {
        Assert.Equal(snake, CaseConversion.ToSnake(text));
        Assert.Equal(snake.Replace('_', '-'), CaseConversion.ToKebab(text));
    }
}
