import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Shu-iro, the vermilion of a seal: the product's one accent. Shade 6 carries white text at 4.9:1. */
const shu: MantineColorsTuple = [
  '#fff2ee',
  '#fde2da',
  '#fac3b4',
  '#f6a18b',
  '#f0806a',
  '#e2604a',
  '#cc3f26',
  '#b0331d',
  '#8e2a19',
  '#6d2115',
];

/** Warm greys in the dark scheme, from text to the deepest ground. */
const dark: MantineColorsTuple = [
  '#e9e6e2',
  '#c9c4bd',
  '#a29c94',
  '#7a746c',
  '#4d4842',
  '#3a3631',
  '#2b2824',
  '#201e1b',
  '#181614',
  '#11100e',
];

const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f4f2ef',
  '#eae7e2',
  '#dfdbd5',
  '#cbc6be',
  '#aba59c',
  '#857f76',
  '#656059',
  '#403c37',
  '#25221f',
];

const fonts =
  '-apple-system, "Segoe UI", "Helvetica Neue", "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';

export const theme = createTheme({
  colors: { shu, dark, gray },
  primaryColor: 'shu',
  primaryShade: { light: 6, dark: 6 },
  white: '#ffffff',
  black: '#211e1b',
  fontFamily: fonts,
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK JP", "MS Gothic", monospace',
  headings: { fontFamily: fonts, fontWeight: '650' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, fz: 'xs' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', padding: 'lg' },
      styles: { title: { fontWeight: 650, fontSize: '0.9375rem' } },
    },
    InputWrapper: { styles: { label: { marginBottom: 4, fontWeight: 550 }, description: { marginBottom: 4 } } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#6a645c',
    '--mantine-color-anchor': '#b0331d',
    '--k-ground': '#f7f5f2',
    '--k-sidebar': '#f1eeea',
    '--k-card': '#ffffff',
    '--k-line': '#e6e2dc',
    '--k-line-strong': '#d3cdc4',
    '--k-hover': '#f4f1ed',
    '--k-selected': '#fdeee9',
    '--k-accent-text': '#b0331d',
    '--k-shadow': '0 1px 2px rgb(60 40 20 / 5%)',
  },
  dark: {
    '--mantine-color-body': '#1d1b18',
    '--mantine-color-dimmed': '#a8a198',
    '--mantine-color-anchor': '#f6a18b',
    '--k-ground': '#141311',
    '--k-sidebar': '#181614',
    '--k-card': '#1d1b18',
    '--k-line': '#2e2a26',
    '--k-line-strong': '#443f39',
    '--k-hover': '#262320',
    '--k-selected': '#3a211a',
    '--k-accent-text': '#f6a18b',
    '--k-shadow': 'none',
  },
});
