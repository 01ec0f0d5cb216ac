import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import 'fm-elements';

const meta: Meta = {
  title: 'Together',
  parameters: { docs: { description: { component: 'The three elements with one flow: press *Train* and watch the learned field and the samples follow.' } } },
};
export default meta;

type Story = StoryObj;

export const Moons: Story = {
  render: () => html`
    <fm-trainer id="story-moons" target="moons" seed="7"></fm-trainer>
    <fm-field from="#story-moons" field="learned" t="0.55"></fm-field>
    <fm-sampler from="#story-moons" view="spacetime"></fm-sampler>
  `,
};

export const Penguins: Story = {
  render: () => html`
    <fm-trainer id="story-penguins" src="examples/article/penguins.csv" columns="bill_length_mm,bill_depth_mm" seed="7"></fm-trainer>
    <fm-field from="#story-penguins" field="learned" t="0.7"></fm-field>
    <fm-sampler from="#story-penguins" view="spacetime"></fm-sampler>
  `,
};
